import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import { prepared } from '../database.ts';
import type { Executor } from '../database.ts';

/** An answer to keep. */
export interface FinishedRequest {
  readonly answer: RequestAnswer;
  /** Somebody may wait for it at another server. */
  readonly announced: boolean;
}

/** Keeps the answers that Temporal gave; they are final. Whoever waits for an announced one on any server is told. */
export async function finishRequests(db: Executor, finished: readonly FinishedRequest[]): Promise<void> {
  await db.query(
    prepared(
      `with given as (
         select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[]) as g (id, state, answer, announced)),
       kept as (
         update silkflow.request set state = given.state, answer = given.answer, updated_at = now() from given
         where request_id = given.id and request.state in ('open', 'sent'))
       select pg_notify('silkflow_answers', id) from given where announced`,
      [
        finished.map(({ answer }) => answer.id),
        finished.map(({ answer }) => (answer.ok ? 'done' : 'refused')),
        finished.map(({ answer }) => JSON.stringify(answer)),
        finished.map(({ announced }) => announced),
      ],
    ),
  );
}
