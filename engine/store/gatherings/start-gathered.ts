import type { JsonObject } from '#engine/contracts/json.ts';
import type { Transaction } from '../database.ts';
import { announceStart, findProcess, insertStart, startArguments } from '../instances/index.ts';
import { claimStartLock } from '../messages/claim-start-lock.ts';

interface Gathering {
  readonly gathering_key: string;
  readonly tenant_id: string;
  readonly process_id: string;
  readonly process_definition_key: string;
  readonly element_id: string;
  readonly correlation_key: string | null;
}

/**
 * Starts the instance of each of these gatherings that is complete, once, and removes it. One whose key an instance holds
 * is kept for `startHeldGathering`. Answers the instances' keys. `idempotencyKey` names a start by its position among them.
 * The caller holds `lockGatherings`.
 */
export async function startGathered(
  tx: Transaction,
  gatheringKeys: readonly string[],
  idempotencyKey: (position: number) => string | null = () => null,
): Promise<readonly string[]> {
  const { rows } = await tx.query<Gathering>(
    `select gathering_key, tenant_id, process_id, process_definition_key, element_id, correlation_key
     from silkflow.gathering g where gathering_key = any($1::bigint[]) and not exists (
       select 1 from silkflow.start_subscription s
       where s.process_definition_key = g.process_definition_key and s.element_id = g.element_id and not exists (
         select 1 from silkflow.gathered_part p where p.gathering_key = g.gathering_key and p.ordinal = s.ordinal))
     order by age`,
    [gatheringKeys],
  );
  const started: string[] = [];
  for (const gathering of rows) {
    if (await start(tx, gathering, idempotencyKey(started.length))) started.push(gathering.gathering_key);
    else await hold(tx, gathering);
  }
  return started;
}

/**
 * To be called when the start lock of a key has been released: starts the oldest gathering that waited for it. Answers the
 * instance's key, or null when there is none.
 */
export async function startHeldGathering(
  tx: Transaction,
  lock: { readonly tenantId: string; readonly processId: string; readonly correlationKey: string },
): Promise<string | null> {
  const { rows } = await tx.query<Gathering>(
    `select gathering_key, tenant_id, process_id, process_definition_key, element_id, correlation_key
     from silkflow.gathering
     where is_complete and tenant_id = $1 and process_id = $2 and correlation_key = $3 order by age limit 1`,
    [lock.tenantId, lock.processId, lock.correlationKey],
  );
  const [held] = rows;
  return held !== undefined && (await start(tx, held, null)) ? held.gathering_key : null;
}

/** False when an instance holds the key. */
async function start(tx: Transaction, gathering: Gathering, idempotencyKey: string | null): Promise<boolean> {
  const { gathering_key: instanceKey, tenant_id: tenantId, process_id: processId } = gathering;
  const correlationKey = gathering.correlation_key ?? '';
  const isFree = await claimStartLock(tx, { tenantId, processId, correlationKey, instanceKey });
  if (!isFree) return false;
  const process = await findProcess(tx, { by: 'key', key: gathering.process_definition_key });
  if (process === null) return false;
  await insertStart(tx, {
    arguments: {
      ...startArguments(process, instanceKey),
      variables: await mergedVariables(tx, instanceKey),
      startEvent: gathering.element_id,
    },
    definitionHash: process.hash,
    idempotencyKey,
    tags: [],
  });
  await announceStart(tx, instanceKey);
  await tx.query('delete from silkflow.gathering where gathering_key = $1', [instanceKey]);
  return true;
}

async function hold(tx: Transaction, gathering: Gathering): Promise<void> {
  await tx.query('update silkflow.gathering set is_complete = true where gathering_key = $1', [
    gathering.gathering_key,
  ]);
}

/** In the order in which the parts came: the later one wins. */
async function mergedVariables(tx: Transaction, gatheringKey: string): Promise<JsonObject> {
  const { rows } = await tx.query<{ variables: string }>(
    'select variables from silkflow.gathered_part where gathering_key = $1 order by age',
    [gatheringKey],
  );
  return Object.fromEntries(rows.flatMap(({ variables }) => Object.entries(JSON.parse(variables) as JsonObject)));
}
