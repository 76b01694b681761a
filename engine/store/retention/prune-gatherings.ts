import type { Executor } from '../database.ts';
import { toldAsDropped } from '../gatherings/told-as-dropped.ts';
import { type Cursor, pruneBatch, type Pruned } from './batch.ts';

/**
 * Gatherings of start events that nobody completes, `days` after the last part that came; the audit keeps what that was. One
 * that waits for a timer that is still to fire stays, and so does one that is complete and waits for its key.
 */
export function pruneGatherings(db: Executor, days: number, after: Cursor | null): Promise<Pruned> {
  return pruneBatch(
    db,
    `with old as materialized (
       select gathering_key, last_came_at from silkflow.gathering
       where not is_complete and last_came_at < now() - make_interval(days => $1::integer)
         and (last_came_at, gathering_key) > ($2::timestamptz, coalesce(nullif($3::text, ''), '0')::bigint)
       order by last_came_at, gathering_key limit $4),
     gone as (
       delete from silkflow.gathering g using old
       where g.gathering_key = old.gathering_key and g.last_came_at = old.last_came_at and not exists (
         select 1 from silkflow.start_subscription s
         where s.process_definition_key = g.process_definition_key and s.element_id = g.element_id
           and s.due_at is not null and not exists (
             select 1 from silkflow.gathered_part p where p.gathering_key = g.gathering_key and p.ordinal = s.ordinal))
       returning g.*),
     told as (${toldAsDropped('gone', 'retention')}),
     last as (select last_came_at, gathering_key from old order by last_came_at desc, gathering_key desc limit 1)
     select (select count(*)::integer from gone) as rows, (select count(*)::integer from old) as looked,
       (select last_came_at::text from last) as at, (select gathering_key::text from last) as key`,
    { days, after },
  );
}
