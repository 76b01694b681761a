import type { Executor } from '../database.ts';

/** Ends the messages whose time has passed. Answers how many. Any server may call it at any time. */
export async function expireMessages(db: Executor): Promise<number> {
  const { rowCount } = await db.query(
    `update silkflow.message m set state = case when exists
         (select 1 from silkflow.message_correlation c where c.message_key = m.message_key)
       then 'correlated' else 'expired' end
     where m.message_key in (select message_key from silkflow.message where state = 'buffered' and expires_at <= now()
       order by expires_at limit 1000 for update skip locked)`,
  );
  return rowCount ?? 0;
}
