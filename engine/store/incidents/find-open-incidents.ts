import type { Executor } from '../database.ts';

/** Open incidents of an instance and of everything that it called. */
export async function findOpenIncidents(
  db: Executor,
  instanceKey: string,
): Promise<readonly { readonly incidentKey: string; readonly instanceKey: string }[]> {
  const { rows } = await db.query<{ incident_key: string; instance_key: string }>(
    `with recursive called (instance_key) as (
       select $1::bigint union all
       select i.instance_key from silkflow.process_instance i join called on i.parent_key = called.instance_key)
     select n.incident_key, n.instance_key from silkflow.incident n join called using (instance_key)
     where n.state = 'active' order by n.incident_key`,
    [instanceKey],
  );
  return rows.map((row) => ({ incidentKey: row.incident_key, instanceKey: row.instance_key }));
}
