import type { InstanceDiagram } from '#engine/contracts/api/index.ts';
import type { Executor } from '../database.ts';

/** Where an instance's tokens are and which way they came, as of one moment; null when there is no such instance. */
export async function readDiagram(db: Executor, instanceKey: string): Promise<InstanceDiagram | null> {
  // One statement sees one state of the database, so that counts and sequence number fit together.
  const { rows } = await db.query<{ seq: string; elements: ElementRow[] | null; flows: FlowRow[] | null }>(
    `select i.seq,
       (select json_agg(c) from (
          select element_id,
            count(*) filter (where state = 'active')::integer as active,
            count(*) filter (where state = 'completed')::integer as completed,
            count(*) filter (where state = 'terminated')::integer as terminated,
            count(*) filter (where incident_key is not null and state = 'active')::integer as incidents
          from silkflow.element_instance where instance_key = $1 and kind <> 'process'
          group by element_id order by element_id) as c) as elements,
       (select json_agg(f) from (
          select flow_id, taken from silkflow.sequence_flow where instance_key = $1 order by flow_id) as f) as flows
     from silkflow.process_instance i where i.instance_key = $1`,
    [instanceKey],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    seq: Number(row.seq),
    elements: (row.elements ?? []).map(({ element_id, ...counts }) => ({ elementId: element_id, ...counts })),
    flows: (row.flows ?? []).map(({ flow_id, taken }) => ({ flowId: flow_id, taken })),
  };
}

interface ElementRow {
  readonly element_id: string;
  readonly active: number;
  readonly completed: number;
  readonly terminated: number;
  readonly incidents: number;
}

interface FlowRow {
  readonly flow_id: string;
  readonly taken: number;
}
