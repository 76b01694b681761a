import type { GatheringPage } from '#engine/contracts/api/index.ts';
import type { Executor } from '../database.ts';

type Part = GatheringPage['gatherings'][number]['parts'][number];

interface Row {
  readonly gathering_key: string;
  readonly element_id: string;
  readonly correlation_key: string | null;
  readonly is_complete: boolean;
  readonly created_at: Date;
  readonly parts: readonly (Omit<Part, 'cameAt'> & { readonly cameAt: string | null })[] | null;
}

/** What waits at the start events of a version, oldest first. */
export async function readGatherings(
  db: Executor,
  filter: { readonly processDefinitionKey: string; readonly limit: number },
): Promise<GatheringPage> {
  // The subscriptions of an older version are gone: what of it is complete tells only what came.
  const { rows } = await db.query<Row>(
    `select g.gathering_key, g.element_id, g.correlation_key, g.is_complete, g.created_at,
       (select json_agg(json_build_object('kind', s.kind,
            'waitsFor', coalesce(s.name, case s.kind when 'condition' then s.detail::json ->> 'condition' else s.detail end),
            'dueAt', s.due_at, 'cameAt', p.came_at, 'messageKey', p.message_key::text) order by s.ordinal)
        from silkflow.start_subscription s left join silkflow.gathered_part p
          on p.gathering_key = g.gathering_key and p.ordinal = s.ordinal
        where s.process_definition_key = g.process_definition_key and s.element_id = g.element_id) as parts
     from silkflow.gathering g where g.process_definition_key = $1 order by g.age limit $2`,
    [filter.processDefinitionKey, filter.limit + 1],
  );
  return { gatherings: rows.slice(0, filter.limit).map(toGathering), more: rows.length > filter.limit };
}

function toGathering(row: Row): GatheringPage['gatherings'][number] {
  return {
    processInstanceKey: row.gathering_key,
    elementId: row.element_id,
    correlationKey: row.correlation_key,
    since: row.created_at.toISOString(),
    waitsForKey: row.is_complete,
    parts: (row.parts ?? []).map((part) => ({ ...part, cameAt: iso(part.cameAt), dueAt: iso(part.dueAt) })),
  };
}

/** JSON that Postgres makes writes an instant with its own offset. */
function iso(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}
