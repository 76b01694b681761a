import type { Executor } from '../database.ts';
import { type Cursor, pruneBatch, type Pruned } from './batch.ts';

/** Entries of the audit, `days` after what they tell of. The audit is written for people: no instance needs it. */
export function pruneAudit(db: Executor, days: number, after: Cursor | null): Promise<Pruned> {
  return pruneBatch(
    db,
    `with old as materialized (
       select audit_key, at from silkflow.audit
       where at < now() - make_interval(days => $1::integer)
         and (at, audit_key) > ($2::timestamptz, coalesce(nullif($3::text, ''), '0')::bigint)
       order by at, audit_key limit $4),
     gone as (delete from silkflow.audit a using old where a.audit_key = old.audit_key returning 1),
     last as (select at, audit_key from old order by at desc, audit_key desc limit 1)
     select (select count(*)::integer from gone) as rows, (select count(*)::integer from old) as looked,
       (select at::text from last) as at, (select audit_key::text from last) as key`,
    { days, after },
  );
}
