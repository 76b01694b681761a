import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { insertParts, instanceParts, rowsOf, tables, updateParts, withParts } from './parts.ts';
import type { Part } from './parts.ts';
import type { Migration, RowChanges } from './row-changes.ts';

/**
 * Writes the rows that a fold has made, many at a time. Any number of instances may be mixed. Two statements, sent without
 * awaiting each other: what a statement costs here and there is more than what most of its rows cost.
 */
export async function applyRows(tx: Transaction, changes: RowChanges): Promise<void> {
  await Promise.all([
    together(tx, insertParts(changes)),
    together(tx, [...updateParts(changes), ...instanceParts(changes.instances)]),
  ]);
  for (const { instance, migration } of changes.migrations) await migrateRows(tx, instance, migration);
  await countIncidents(tx, changes.incidentInstances);
}

/** Nothing of it waits for the result of another statement. */
export function isWrittenAtOnce({ migrations, incidentInstances }: RowChanges): boolean {
  return migrations.length === 0 && incidentInstances.length === 0;
}

/** Takes away everything that events have made of this instance's rows; the instance row starts over too. */
export async function clearRows(tx: Transaction, instance: string): Promise<void> {
  for (const table of [...tables, 'sequence_flow']) {
    await tx.query(`delete from silkflow.${table} where instance_key = $1`, [instance]);
  }
  await tx.query(
    `update silkflow.process_instance set state = 'starting', ended_at = null, result = null, open_incidents = 0
     where instance_key = $1`,
    [instance],
  );
}

/** One statement of parts that touch no row of each other. */
async function together(tx: Transaction, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return;
  const text = `with ${withParts(parts, (index) => `$${index + 1}::json`)} select`;
  await tx.query(prepared(text, rowsOf(parts)));
}

async function migrateRows(tx: Transaction, instance: string, migration: Migration): Promise<void> {
  const { processDefinitionKey, processId, elements } = migration;
  await tx.query(
    `update silkflow.element_instance set process_definition_key = $2, process_id = $3
     where instance_key = $1 and state = 'active'`,
    [instance, processDefinitionKey, processId],
  );
  const mapping = [elements.map(({ source }) => source), elements.map(({ target }) => target)];
  const names = elements.map(({ name }) => name);
  await tx.query(
    `update silkflow.element_instance as kept set element_id = mapped.target, element_name = mapped.name
     from unnest($2::text[], $3::text[], $4::text[]) as mapped (source, target, name)
     where kept.instance_key = $1 and kept.state = 'active' and kept.element_id = mapped.source`,
    [instance, ...mapping, names],
  );
  for (const [table, live] of waitingRows) {
    await tx.query(
      `update silkflow.${table} as kept set element_id = mapped.target
       from unnest($2::text[], $3::text[]) as mapped (source, target)
       where kept.instance_key = $1 and ${live} and kept.element_id = mapped.source`,
      [instance, ...mapping],
    );
  }
}

/** Rows that name the element they wait at, and which of them still wait. */
const waitingRows = [
  ['job', `kept.state in ('created', 'failed')`],
  ['user_task', `kept.state = 'created'`],
  ['incident', `kept.state = 'active'`],
  ['timer', `kept.state = 'started'`],
  ['message_subscription', `kept.state = 'open'`],
  ['signal_subscription', `kept.state = 'open'`],
] as const;

/** The number of open incidents of these instances, and the mark on their elements. */
export async function countIncidents(tx: Transaction, instances: readonly string[]): Promise<void> {
  if (instances.length === 0) return;
  await tx.query(
    `update silkflow.process_instance as kept set open_incidents =
       (select count(*) from silkflow.incident where instance_key = kept.instance_key and state = 'active')
     where instance_key = any($1::bigint[])`,
    [instances],
  );
  await tx.query(
    `update silkflow.element_instance as kept set incident_key = first.incident_key
     from (select e.element_instance_key, min(i.incident_key) as incident_key
           from silkflow.element_instance e
           left join silkflow.incident i on i.instance_key = e.instance_key
             and i.element_instance_key = e.element_instance_key and i.state = 'active'
           where e.instance_key = any($1::bigint[])
           group by e.element_instance_key) as first
     where kept.element_instance_key = first.element_instance_key
       and kept.incident_key is distinct from first.incident_key`,
    [instances],
  );
}
