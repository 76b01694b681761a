import type { RequestAnswer } from '#engine/contracts/wire/process-instance.ts';
import type { Executor } from '../database.ts';

/** What is known of a request. `promised` = rows of an answer exist, but Temporal has not confirmed them yet. */
export type RequestState =
  | { readonly kind: 'answered'; readonly answer: RequestAnswer }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'waiting'; readonly promised: boolean }
  | { readonly kind: 'unknown' };

export async function readRequest(db: Executor, id: string): Promise<RequestState> {
  const { rows } = await db.query<{ state: string; answer: string | null; promised: boolean }>(
    `select r.state, r.answer, a.request_id is not null as promised
     from silkflow.request r left join silkflow.request_answer a using (request_id) where r.request_id = $1`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return { kind: 'unknown' };
  if (row.answer !== null) return { kind: 'answered', answer: JSON.parse(row.answer) as RequestAnswer };
  return row.state === 'withdrawn' ? { kind: 'withdrawn' } : { kind: 'waiting', promised: row.promised };
}

/** Answers that an instance's rows hold; to be used once its run is closed, when rows are final. */
export async function readProjectedAnswers(
  db: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RequestAnswer>> {
  const { rows } = await db.query<{ request_id: string; answer: string }>(
    'select request_id, answer from silkflow.request_answer where request_id = any($1)',
    [ids],
  );
  return new Map(rows.map((row) => [row.request_id, JSON.parse(row.answer) as RequestAnswer]));
}
