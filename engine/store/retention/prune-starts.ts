import type { Executor } from '../database.ts';
import { type Cursor, pruneBatch, type Pruned } from './batch.ts';

/**
 * Starts with their idempotency keys, `days` after the end of the instance that they started. Until then the same key gets
 * the same instance. A start that Temporal does not have yet stays.
 */
export function pruneStarts(db: Executor, days: number, after: Cursor | null): Promise<Pruned> {
  return pruneBatch(
    db,
    `with old as materialized (
       select instance_key, created_at from silkflow.start_request
       where state = 'started' and created_at < now() - make_interval(days => $1::integer)
         and (created_at, instance_key) > ($2::timestamptz, coalesce(nullif($3::text, ''), '0')::bigint)
       order by created_at, instance_key limit $4),
     over as (
       select instance_key from old left join silkflow.process_instance i using (instance_key)
       where i.instance_key is null or i.ended_at < now() - make_interval(days => $1::integer)),
     gone as (delete from silkflow.start_request s using over where s.instance_key = over.instance_key returning 1),
     last as (select created_at, instance_key from old order by created_at desc, instance_key desc limit 1)
     select (select count(*)::integer from gone) as rows, (select count(*)::integer from old) as looked,
       (select created_at::text from last) as at, (select instance_key::text from last) as key`,
    { days, after },
  );
}
