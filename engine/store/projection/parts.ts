import { foldedTables } from './row-changes.ts';
import type { FoldedTable, Row, RowChanges, RowUpdate } from './row-changes.ts';

/** A part of a statement; its rows come as one JSON text, which Postgres turns into the table's own types. */
export interface Part {
  /** SQL around the place of the rows. */
  readonly text: (rows: string) => string;
  readonly rows: readonly Row[];
}

// The type of the keys is lost by Object.keys, though the object has no others.
export const tables = Object.keys(foldedTables) as FoldedTable[];

export function insertParts(changes: RowChanges): readonly Part[] {
  return [...tables.flatMap((table) => insertPart(table, changes.inserted(table))), ...flowPart(changes.flows)];
}

/** Rows that an earlier batch made, but for the instances' own. */
export function updateParts(changes: RowChanges): readonly Part[] {
  return tables.flatMap((table) => updatesOf(table, foldedTables[table][0], changes.updated(table)));
}

/** `also` is set in every one of the rows. */
export function instanceParts(instances: readonly RowUpdate[], also: readonly string[] = []): readonly Part[] {
  return updatesOf('process_instance', 'instance_key', instances, also);
}

/** A statement of parts that touch no row of each other; `rows` names the JSON text of the n-th one. */
export function withParts(parts: readonly Part[], rows: (index: number) => string): string {
  return parts.map(({ text }, index) => `part_${index} as (${text(rows(index))})`).join(',\n');
}

export function rowsOf(parts: readonly Part[]): string[] {
  return parts.map(({ rows }) => JSON.stringify(rows));
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

function flowPart(flows: RowChanges['flows']): readonly Part[] {
  if (flows.length === 0) return [];
  const text = (given: string): string =>
    `insert into silkflow.sequence_flow as kept (instance_key, flow_id, taken)
     select instance_key, flow_id, taken from json_populate_recordset(null::silkflow.sequence_flow, ${given})
     on conflict (instance_key, flow_id) do update set taken = kept.taken + excluded.taken`;
  return [{ text, rows: flows.map(({ instance, flow, taken }) => ({ instance_key: instance, flow_id: flow, taken })) }];
}

function updatesOf(
  table: string,
  key: string,
  updates: readonly RowUpdate[],
  also: readonly string[] = [],
): readonly Part[] {
  // In one order, so that the same parts make the same text.
  const groups = [...groupByColumns(updates)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([names, group]) => {
    const assignments = [...names.split(', ').map((column) => `${column} = changed.${column}`), ...also];
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
