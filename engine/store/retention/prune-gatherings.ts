import type { Executor } from '../database.ts';
import { type Cursor, pruneBatch, type Pruned } from './batch.ts';

/**
 * Gatherings of start events that nobody completes, with what came, `days` after their last part. One that waits for a timer
 * that is still to fire stays, and so does one that is complete and waits for its key.
 */
export function pruneGatherings(db: Executor, days: number, after: Cursor | null): Promise<Pruned> {
  return pruneBatch(
    db,
    `with old as materialized (
       select gathering_key, process_definition_key, element_id, created_at from silkflow.gathering
       where not is_complete and created_at < now() - make_interval(days => $1::integer)
         and (created_at, gathering_key) > ($2::timestamptz, coalesce(nullif($3::text, ''), '0')::bigint)
       order by created_at, gathering_key limit $4),
     abandoned as (
       select gathering_key from old where not exists (
         select 1 from silkflow.gathered_part p
         where p.gathering_key = old.gathering_key and p.came_at >= now() - make_interval(days => $1::integer))
       and not exists (
         select 1 from silkflow.start_subscription s
         where s.process_definition_key = old.process_definition_key and s.element_id = old.element_id
           and s.due_at is not null and not exists (
             select 1 from silkflow.gathered_part p where p.gathering_key = old.gathering_key and p.ordinal = s.ordinal))),
     gone as (delete from silkflow.gathering g using abandoned where g.gathering_key = abandoned.gathering_key returning 1),
     last as (select created_at, gathering_key from old order by created_at desc, gathering_key desc limit 1)
     select (select count(*)::integer from gone) as rows, (select count(*)::integer from old) as looked,
       (select created_at::text from last) as at, (select gathering_key::text from last) as key`,
    { days, after },
  );
}
