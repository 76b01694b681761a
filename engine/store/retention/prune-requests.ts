import type { Executor } from '../database.ts';
import { type Cursor, pruneBatch, type Pruned } from './batch.ts';

/**
 * Answered requests, with the answers that rows keep of them, `days` after the end of their instance; and withdrawn ones,
 * which nobody can ask for again, `days` after they were. Until then the same idempotency key gets the same answer.
 */
export function pruneRequests(db: Executor, days: number, after: Cursor | null): Promise<Pruned> {
  return pruneBatch(
    db,
    `with old as materialized (
       select request_id, instance_key, state, updated_at from silkflow.request
       where state in ('done', 'refused', 'withdrawn') and updated_at < now() - make_interval(days => $1::integer)
         and (updated_at, request_id) > ($2::timestamptz, $3::text)
       order by updated_at, request_id limit $4),
     over as (
       select request_id from old left join silkflow.process_instance i using (instance_key)
       where old.state = 'withdrawn' or i.instance_key is null or i.ended_at < now() - make_interval(days => $1::integer)),
     answers as (delete from silkflow.request_answer a using over where a.request_id = over.request_id),
     gone as (delete from silkflow.request r using over where r.request_id = over.request_id returning 1),
     last as (select updated_at, request_id from old order by updated_at desc, request_id desc limit 1)
     select (select count(*)::integer from gone) as rows, (select count(*)::integer from old) as looked,
       (select updated_at::text from last) as at, (select request_id from last) as key`,
    { days, after },
  );
}
