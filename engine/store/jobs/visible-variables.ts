import type { Json } from '#engine/contracts/json.ts';
import type { Executor } from '../database.ts';

/** The variables that each element instance sees, the nearest scope's of each name. `names` null = all. */
export async function visibleVariables(
  db: Executor,
  elementInstanceKeys: readonly string[],
  names: readonly string[] | null,
): Promise<ReadonlyMap<string, Record<string, Json>>> {
  const { rows } = await db.query<{ element: string; name: string; value: string }>(
    `with recursive scope (element, scope_key, depth) as (
       select e.element_instance_key, e.element_instance_key, 0 from silkflow.element_instance e
       where e.element_instance_key = any($1::bigint[])
       union all
       select s.element, e.scope_key, s.depth + 1 from scope s
       join silkflow.element_instance e on e.element_instance_key = s.scope_key where e.scope_key is not null)
     select distinct on (s.element, v.name) s.element, v.name, v.value
     from scope s join silkflow.variable v on v.scope_key = s.scope_key
       and v.instance_key = (select e.instance_key from silkflow.element_instance e where e.element_instance_key = s.element)
     where $2::text[] is null or v.name = any($2::text[])
     order by s.element, v.name, s.depth`,
    [elementInstanceKeys, names],
  );
  const visible = new Map<string, Record<string, Json>>(elementInstanceKeys.map((key) => [key, {}]));
  for (const { element, name, value } of rows) {
    const variables = visible.get(element);
    if (variables !== undefined) Object.defineProperty(variables, name, { value: JSON.parse(value), ...ownProperty });
  }
  return visible;
}

/** A variable may be called `__proto__`: assignment would change the object instead of adding to it. */
const ownProperty = { enumerable: true, configurable: true, writable: true } as const;
