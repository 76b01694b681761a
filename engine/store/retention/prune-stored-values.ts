import { type Database, transaction } from '../database.ts';
import { batchSize, type Cursor, type Pruned } from './batch.ts';

interface Row {
  readonly hash: string;
  readonly at: string;
}

/**
 * Values that were too large for a history, `days` after the last instance whose history names them has ended. One that no
 * instance is known to name stays. An instance without a row is one that is about to begin, unless that was long ago.
 */
export function pruneStoredValues(database: Database, days: number, after: Cursor | null): Promise<Pruned> {
  return transaction(database, async (tx) => {
    // Locked first and looked at in a second statement, which sees the users that came before the lock; none comes during it.
    const { rows: old } = await tx.query<Row>(
      `select hash, created_at::text as at from silkflow.definition_content
       where kind = 'state' and created_at < now() - make_interval(days => $1::integer)
         and (created_at, hash) > ($2::timestamptz, $3::text)
       order by created_at, hash limit $4 for update`,
      [days, after?.at ?? '-infinity', after?.key ?? '', batchSize],
    );
    const last = old.at(-1);
    if (last === undefined) return { rows: 0, next: null };
    const gone = await tx.query(
      `delete from silkflow.definition_content c where c.hash = any($2)
         and exists (select 1 from silkflow.content_use u where u.hash = c.hash)
         and not exists (
           select 1 from silkflow.content_use u left join silkflow.process_instance i using (instance_key)
           where u.hash = c.hash and (
             (i.instance_key is null and u.used_at >= now() - make_interval(days => $1::integer))
             or (i.instance_key is not null and i.ended_at is null)
             or i.ended_at >= now() - make_interval(days => $1::integer)))`,
      [days, old.map(({ hash }) => hash)],
    );
    return { rows: gone.rowCount ?? 0, next: old.length < batchSize ? null : { at: last.at, key: last.hash } };
  });
}
