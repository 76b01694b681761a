import type { Executor } from '../database.ts';
import { type Cursor, pruneBatch, type Pruned } from './batch.ts';

/**
 * Messages that are over (matched, expired, refused as duplicates), with where they went, `days` after their time to live.
 * One that is still on its way to an instance stays.
 */
export function pruneMessages(db: Executor, days: number, after: Cursor | null): Promise<Pruned> {
  return pruneBatch(
    db,
    `with old as materialized (
       select message_key, expires_at from silkflow.message
       where state <> 'buffered' and expires_at < now() - make_interval(days => $1::integer)
         and (expires_at, message_key) > ($2::timestamptz, coalesce(nullif($3::text, ''), '0')::bigint)
       order by expires_at, message_key limit $4),
     over as (
       select message_key from old where not exists (
         select 1 from silkflow.message_correlation c where c.message_key = old.message_key and c.state = 'pending')),
     matches as (delete from silkflow.message_correlation c using over where c.message_key = over.message_key),
     gone as (delete from silkflow.message m using over where m.message_key = over.message_key returning 1),
     last as (select expires_at, message_key from old order by expires_at desc, message_key desc limit 1)
     select (select count(*)::integer from gone) as rows, (select count(*)::integer from old) as looked,
       (select expires_at::text from last) as at, (select message_key::text from last) as key`,
    { days, after },
  );
}
