import type { Executor } from '../database.ts';
import { type Cursor, pruneBatch, type Pruned } from './batch.ts';

/**
 * Names of effects, `days` after they were had. Those of a running instance (their name begins with its key) stay: a
 * workflow task that is done again after a long outage must find them.
 */
export function pruneEffects(db: Executor, days: number, after: Cursor | null): Promise<Pruned> {
  return pruneBatch(
    db,
    `with old as materialized (
       select effect_id, at from silkflow.effect
       where at < now() - make_interval(days => $1::integer) and (at, effect_id) > ($2::timestamptz, $3::text)
       order by at, effect_id limit $4),
     gone as (
       delete from silkflow.effect e using old
       where e.effect_id = old.effect_id and not exists (
         select 1 from silkflow.process_instance i
         where i.instance_key = substring(old.effect_id from '^([0-9]{1,18}):')::bigint
           and i.state in ('starting', 'active', 'suspended'))
       returning 1),
     last as (select at, effect_id from old order by at desc, effect_id desc limit 1)
     select (select count(*)::integer from gone) as rows, (select count(*)::integer from old) as looked,
       (select at::text from last) as at, (select effect_id from last) as key`,
    { days, after },
  );
}
