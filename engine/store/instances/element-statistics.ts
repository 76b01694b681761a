import { type Kysely, type RawBuilder, sql } from 'kysely';

/** Counts of one element. */
export interface ElementStatistics {
  readonly elementId: string;
  readonly active: number;
  readonly canceled: number;
  readonly incidents: number;
  readonly completed: number;
}

/** Counts element instances (`e`) per element; the process itself is left out. */
export async function elementStatistics(
  db: Kysely<unknown>,
  condition: RawBuilder<unknown>,
): Promise<ElementStatistics[]> {
  const { rows } = await sql<{
    element_id: string;
    active: string;
    terminated: string;
    incidents: string;
    completed: string;
  }>`select e.element_id,
       count(*) filter (where e.state = 'active' and e.incident_key is null) as active,
       count(*) filter (where e.state = 'terminated') as terminated,
       count(*) filter (where e.incident_key is not null) as incidents,
       count(*) filter (where e.state = 'completed') as completed
     from silkflow.element_instance e where ${condition} and e.kind <> 'process' group by e.element_id
     order by e.element_id`.execute(db);
  return rows.map((row) => ({
    elementId: row.element_id,
    active: Number(row.active),
    canceled: Number(row.terminated),
    incidents: Number(row.incidents),
    completed: Number(row.completed),
  }));
}
