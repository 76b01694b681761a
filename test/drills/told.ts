import { z } from 'zod';
import type { Posted } from './world.ts';

/** What the API has told callers of what they sent; each sending has an id, which its variables carry into the instance. */
export interface Told {
  readonly accepted: Set<string>;
  /** 404 or 409, or 503 with the promise that nothing was done. */
  readonly refused: Set<string>;
  /** No answer, or an error that leaves open whether it was taken. */
  readonly unanswered: Set<string>;
}

export function nothingTold(): Told {
  return { accepted: new Set(), refused: new Set(), unanswered: new Set() };
}

/** The variable that carries a sending's id. */
export const sendingVariable = 'drillSending';

/** Keeps what the API has answered; null = it has not. */
export function remember(told: Told, id: string, answer: Posted | null): void {
  if (answer === null) told.unanswered.add(id);
  else if (answer.status < 300) told.accepted.add(id);
  else if (isRefusal(answer)) told.refused.add(id);
  else if (answer.status >= 500) told.unanswered.add(id);
  else throw new Error(`the answer to ${id} is ${answer.status}: ${JSON.stringify(answer.body)}`);
}

const problem = z.object({ code: z.string() });

/** Problems whose text promises it. */
const nothingWasDone = new Set(['request.withdrawn', 'request.stuck']);

function isRefusal({ status, body }: Posted): boolean {
  if (status === 404 || status === 409) return true;
  return status === 503 && nothingWasDone.has(problem.safeParse(body).data?.code ?? '');
}
