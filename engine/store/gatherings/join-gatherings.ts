import type { Transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import type { Occurrence } from './gathering-start.ts';

interface Place {
  readonly gatheringKey: string;
  readonly ordinal: number;
}

/**
 * Keeps what came with those that wait for it: a message with the oldest gathering of its key (a part without a key fits
 * every key), anything else with each that lacks it; where there is none it opens one. Answers the gatherings that it
 * joined, oldest first. The caller holds `lockGatherings`.
 */
export async function joinGatherings(
  tx: Transaction,
  keys: KeyLease,
  occurrence: Occurrence,
): Promise<readonly string[]> {
  const lacking = await findLacking(tx, occurrence);
  const places = lacking.length > 0 ? lacking : await open(tx, keys, occurrence);
  await tx.query(
    `insert into silkflow.gathered_part (gathering_key, ordinal, variables, message_key)
     select gathering_key, ordinal, $3, $4 from unnest($1::bigint[], $2::integer[]) as place(gathering_key, ordinal)`,
    [
      places.map(({ gatheringKey }) => gatheringKey),
      places.map(({ ordinal }) => ordinal),
      occurrence.variables,
      occurrence.message?.messageKey ?? null,
    ],
  );
  await tx.query(`select pg_notify('silkflow_lists', 'messages')`);
  const joined = [...new Set(places.map(({ gatheringKey }) => gatheringKey))];
  await tx.query(
    `update silkflow.gathering set last_came_at = now(), correlation_key = coalesce(nullif($2, ''), correlation_key)
     where gathering_key = any($1::bigint[])`,
    [joined, occurrence.message?.correlationKey ?? ''],
  );
  return joined;
}

/** Locked, since retention deletes without the lock of the gatherings. */
async function findLacking(tx: Transaction, occurrence: Occurrence): Promise<readonly Place[]> {
  const { processDefinitionKey, elementId, ordinals, message } = occurrence;
  const { rows } = await tx.query<{ gathering_key: string; ordinal: number }>(
    `select g.gathering_key, part.ordinal from silkflow.gathering g cross join unnest($3::integer[]) as part(ordinal)
     where g.process_definition_key = $1 and g.element_id = $2
       and ($4::text = '' or g.correlation_key is null or g.correlation_key = $4)
       and not exists (select 1 from silkflow.gathered_part p
                       where p.gathering_key = g.gathering_key and p.ordinal = part.ordinal)
     order by g.age, part.ordinal limit $5 for update of g`,
    [processDefinitionKey, elementId, ordinals, message?.correlationKey ?? '', message === null ? null : 1],
  );
  return rows.map((row) => ({ gatheringKey: row.gathering_key, ordinal: row.ordinal }));
}

async function open(tx: Transaction, keys: KeyLease, occurrence: Occurrence): Promise<readonly Place[]> {
  const { tenantId, processId, processDefinitionKey, elementId, ordinals, message } = occurrence;
  const gatheringKey = await keys.next(tx);
  await tx.query(
    `insert into silkflow.gathering (gathering_key, tenant_id, process_id, process_definition_key, element_id)
     values ($1, $2, $3, $4, $5)`,
    [gatheringKey, tenantId, processId, processDefinitionKey, elementId],
  );
  const parts = message === null ? ordinals : ordinals.slice(0, 1);
  return parts.map((ordinal) => ({ gatheringKey, ordinal }));
}
