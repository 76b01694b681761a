import { type Kysely, sql } from 'kysely';
import { textField } from '../search/field.ts';
import type { SearchAnswer } from '../search/search.ts';
import { type VariableRow, variables, type variableItem } from '../search/variables.ts';
import type { z } from 'zod';

export interface EffectiveRequest {
  readonly from: number;
  readonly limit: number;
  readonly sort: readonly { readonly field: string; readonly order: 'ASC' | 'DESC' }[];
  /** A text filter. */
  readonly name: unknown;
}

/** The nearest variable of each name around an element instance, one page of them. */
export async function searchEffectiveVariables(
  db: Kysely<unknown>,
  task: { readonly processInstanceKey: string; readonly elementInstanceKey: string },
  request: EffectiveRequest,
): Promise<SearchAnswer<z.output<typeof variableItem>>> {
  const name = request.name === undefined ? sql`true` : textField(sql`v.name`).condition(request.name);
  const { rows } = await sql<VariableRow & { total: string }>`
    with recursive around (key, depth) as (
      select ${task.elementInstanceKey}::bigint, 0 union all
      select e.scope_key, around.depth + 1
      from silkflow.element_instance e join around on e.element_instance_key = around.key
      where e.scope_key is not null),
    nearest as (
      select distinct on (v.name) v.* from silkflow.variable v join around on v.scope_key = around.key
      where v.instance_key = ${task.processInstanceKey} and ${name} order by v.name, around.depth)
    select ${variables.columns}, count(*) over () as total
    from nearest v join silkflow.process_instance i using (instance_key)
    order by ${orderBy(request.sort)} limit ${request.limit} offset ${request.from}`.execute(db);
  return {
    items: rows.map((row) => variables.toItem(row)),
    page: {
      totalItems: Number(rows[0]?.total ?? 0),
      hasMoreTotalItems: false,
      // A cursor would need a stable scope; callers page by offset here.
      startCursor: null,
      endCursor: null,
    },
  };
}

function orderBy(sort: EffectiveRequest['sort']) {
  const columns = sort.flatMap(({ field, order }) => {
    const column = variables.fields[field]?.column;
    return column === undefined ? [] : [sql`${column} ${sql.raw(order === 'DESC' ? 'desc' : 'asc')}`];
  });
  return sql.join([...columns, sql`v.name`]);
}
