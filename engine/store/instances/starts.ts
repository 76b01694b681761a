import type { StartArguments } from '#engine/contracts/wire/process-instance.ts';
import { type Executor, prepared } from '../database.ts';

/** A start that Temporal has not confirmed yet. */
export interface PendingStart {
  readonly instanceKey: string;
  readonly definitionHash: string;
  readonly arguments: StartArguments;
}

interface Body {
  readonly definition: string;
  readonly arguments: StartArguments;
}

export async function readPendingStart(db: Executor, instanceKey: string): Promise<PendingStart | null> {
  const { rows } = await db.query<{ instance_key: string; body: string }>(
    `select instance_key, body from silkflow.start_request where instance_key = $1 and state = 'starting'`,
    [instanceKey],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Starts that nobody has brought to Temporal for a while, oldest first. */
export async function findPendingStarts(db: Executor): Promise<readonly PendingStart[]> {
  const { rows } = await db.query<{ instance_key: string; body: string }>(
    `select instance_key, body from silkflow.start_request
     where state = 'starting' and created_at < now() - interval '2 seconds' order by created_at limit 100`,
  );
  return rows.map(fromRow);
}

/** Tells the servers of a start that was written by someone else's transaction. */
export async function announceStart(db: Executor, instanceKey: string): Promise<void> {
  await db.query(`select pg_notify('silkflow_starts', $1)`, [instanceKey]);
}

/** Temporal has the workflows: nothing needs to repeat their starts any more. */
export async function confirmStarts(db: Executor, instanceKeys: readonly string[]): Promise<void> {
  await db.query(
    prepared(`update silkflow.start_request set state = 'started' where instance_key = any($1::bigint[])`, [
      instanceKeys,
    ]),
  );
}

function fromRow(row: { readonly instance_key: string; readonly body: string }): PendingStart {
  const body = JSON.parse(row.body) as Body;
  return { instanceKey: row.instance_key, definitionHash: body.definition, arguments: body.arguments };
}
