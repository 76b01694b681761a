import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import type { Executor } from '../database.ts';

/** Keeps the answer that Temporal gave; it is final. Whoever waits on any server is told. */
export async function finishRequest(db: Executor, answer: RequestAnswer): Promise<void> {
  await db.query(
    `update silkflow.request set state = $2, answer = $3, updated_at = now()
     where request_id = $1 and state in ('open', 'sent')`,
    [answer.id, answer.ok ? 'done' : 'refused', JSON.stringify(answer)],
  );
  await db.query(`select pg_notify('silkflow_answers', $1)`, [answer.id]);
}
