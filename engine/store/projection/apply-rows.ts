import { prepared } from '../database.ts';
import type { Transaction } from '../database.ts';
import { foldedTables } from './row-changes.ts';
import type { FoldedTable, Migration, Row, RowChanges, RowUpdate } from './row-changes.ts';

/**
 * Writes the rows that a fold has made, many at a time. Any number of instances may be mixed. Two statements, sent without
 * awaiting each other: what a statement costs here and there is more than what most of its rows cost.
 */
export async function applyRows(tx: Transaction, changes: RowChanges): Promise<void> {
  const inserts = tables.flatMap((table) => insertPart(table, changes.inserted(table)));
  const updates = tables.flatMap((table) => updateParts(table, foldedTables[table][0], changes.updated(table)));
  await Promise.all([
    together(tx, [...inserts, ...flowPart(changes.flows)]),
    together(tx, [...updates, ...updateParts('process_instance', 'instance_key', changes.instances)]),
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

// The type of the keys is lost by Object.keys, though the object has no others.
const tables = Object.keys(foldedTables) as FoldedTable[];

/** A part of a statement; its rows come as one JSON text, which Postgres turns into the table's own types. */
interface Part {
  /** SQL around the place of the rows. */
  readonly text: (rows: string) => string;
  readonly rows: readonly Row[];
}

/**
 * One statement of parts that touch no row of each other. Which parts come together depends on what processes do, a few
 * dozen kinds in all, so that each can stay prepared.
 */
async function together(tx: Transaction, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return;
  const texts = parts.map(({ text }, index) => `part_${index} as (${text(`$${index + 1}::json`)})`);
  const rows = parts.map((part) => JSON.stringify(part.rows));
  await tx.query(prepared(`with ${texts.join(',\n')} select`, rows));
}

function insertPart(table: FoldedTable, rows: readonly Row[]): readonly Part[] {
  const first = rows[0];
  if (first === undefined) return [];
  const columns = Object.keys(first);
  const keys: readonly string[] = foldedTables[table];
  const rest = columns.filter((column) => !keys.includes(column));
  const text = (given: string): string =>
    `insert into silkflow.${table} (${columns.join(', ')})
     select ${columns.join(', ')} from json_populate_recordset(null::silkflow.${table}, ${given})
     on conflict (${keys.join(', ')}) do update set ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return [{ text, rows }];
}

function updateParts(table: string, key: string, updates: readonly RowUpdate[]): readonly Part[] {
  return [...groupByColumns(updates)].map(([names, group]) => {
    const assignments = names.split(', ').map((column) => `${column} = changed.${column}`);
    const text = (given: string): string =>
      `update silkflow.${table} as kept set ${assignments.join(', ')}
       from json_populate_recordset(null::silkflow.${table}, ${given}) as changed
       where kept.${key} = changed.${key}`;
    return { text, rows: group.map((update) => ({ ...update.columns, [key]: update.key })) };
  });
}

function groupByColumns(updates: readonly RowUpdate[]): ReadonlyMap<string, readonly RowUpdate[]> {
  const groups = new Map<string, RowUpdate[]>();
  for (const update of updates) {
    const names = Object.keys(update.columns).toSorted().join(', ');
    const group = groups.get(names);
    if (group === undefined) groups.set(names, [update]);
    else group.push(update);
  }
  return groups;
}

function flowPart(flows: RowChanges['flows']): readonly Part[] {
  if (flows.length === 0) return [];
  const text = (given: string): string =>
    `insert into silkflow.sequence_flow as kept (instance_key, flow_id, taken)
     select instance_key, flow_id, taken from json_populate_recordset(null::silkflow.sequence_flow, ${given})
     on conflict (instance_key, flow_id) do update set taken = kept.taken + excluded.taken`;
  return [{ text, rows: flows.map(({ instance, flow, taken }) => ({ instance_key: instance, flow_id: flow, taken })) }];
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

async function countIncidents(tx: Transaction, instances: readonly string[]): Promise<void> {
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
