import { takeAnswer } from './answers/take-answer.ts';
import { haltNext } from './behaviors/halt.ts';
import type { Input } from './contract/input.ts';
import type { Linked } from './contract/linked.ts';
import type { Outcome, Problem } from './contract/outcome.ts';
import type { InstanceState } from './contract/state.ts';
import { createInstance } from './create-instance.ts';
import { needsKeys } from './keys.ts';
import { move } from './moves.ts';
import { performOperation } from './operations/perform-operation.ts';
import { behaviors } from './registry.ts';
import { Run } from './run.ts';

/**
 * Carries an instance from one wait state to the next: synchronous, deterministic, in place. Consumes `state`: after a
 * throw, which is a bug of ours, it is void and the caller rebuilds it. A refused request has changed nothing.
 *
 * Stops when the budget of events is used up, between two moves of a token; then `more` is true and the caller comes back
 * with `continued`. How often it does so without a wait is the caller's to limit.
 */
export function step(linked: Linked, state: InstanceState, input: Input): Outcome {
  const run = new Run(linked, state, input, behaviors);
  const problems = takeInput(run, input);
  if (problems.length > 0) return { ok: false, problems };
  while (run.events.length < input.budget && mayRun(state)) {
    const next = run.next();
    if (next === null) break;
    move(run, next);
  }
  run.park();
  if (needsKeys(state)) leaseKeys(run);
  const more = state.queue.length > 0 && mayRun(state);
  return { ok: true, events: run.events, commands: run.commands, withdrawn: run.withdrawn, more };
}

function takeInput(run: Run, input: Input): readonly Problem[] {
  switch (input.type) {
    case 'created':
      createInstance(run, input);
      return [];
    case 'answered':
      takeAnswer(run, input.command, input.answer);
      return [];
    case 'requested':
      return performOperation(run, input.request, input.target);
    case 'continued':
      return [];
    case 'halted':
      haltNext(run);
      return [];
  }
}

function mayRun(state: InstanceState): boolean {
  return state.status === 'active';
}

/** The block in use is running low: the host hands over the next one before it is used up (design decision D3). */
function leaseKeys(run: Run): void {
  const id = `${run.state.key}:leaseKeys:${run.state.keyBase}`;
  if (run.state.outstanding[id] === undefined) run.send({ type: 'leaseKeys', id, elementInstance: run.state.key });
}
