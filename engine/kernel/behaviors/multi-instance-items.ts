import type { Element, MultiInstance } from '#engine/model/definition.ts';
import { type Attempt, done } from '../attempt.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { decideNextRound } from './standard-loop.ts';
import { evaluateBoolean, evaluateExpression, namesOf } from './expressions.ts';

/**
 * An item is about to complete: its output is collected, and the completion condition, which sees the counts, may end the
 * others (MI3, MI4). Both are evaluated before anything is written.
 */
export function collectItem(run: Run, element: Element, item: ElementInstance): Attempt<void> {
  const { index } = item.data;
  const body = item.scope === null ? undefined : run.find(item.scope);
  const loop = 'loop' in element ? element.loop : null;
  if (index === undefined || index === null || body?.multiInstance === undefined) return done(undefined);
  if (loop?.kind === 'standardLoop') return decideNextRound(run, loop, body, item);
  if (loop?.kind !== 'multiInstance') return done(undefined);
  const output = loop.outputElement === null ? null : evaluateExpression(run, loop.outputElement, item.key);
  if (output !== null && !output.ok) return output;
  const fulfilled =
    loop.completionCondition === null
      ? done(false)
      : evaluateBoolean(run, loop.completionCondition, item.key, namesOf(counts(run, body, loop)));
  if (!fulfilled.ok) return fulfilled;
  if (output !== null) run.write({ type: 'itemCollected', body: body.key, index, value: output.value });
  if (fulfilled.value) {
    run.write({ type: 'dataSet', key: body.key, data: { fulfilled: true } });
    for (const other of Object.keys(body.childKeys)) {
      if (other !== item.key) run.queue({ type: 'terminate', key: other });
    }
  }
  return done(undefined);
}

const nothing = { total: 0, started: 0, completed: 0, terminated: 0 } as const;

/** As they will be once this item has completed; they win over variables of the same name. */
function counts(run: Run, body: ElementInstance, { sequential }: MultiInstance): Record<string, number> {
  const { total, started, completed, terminated } = body.multiInstance ?? nothing;
  // One after the other, there are only those that have begun.
  const counted = sequential && run.state.flags.includes(13) ? started : total;
  return {
    numberOfInstances: counted,
    numberOfActiveInstances: body.children - 1,
    numberOfCompletedInstances: completed + 1,
    numberOfTerminatedInstances: terminated,
  };
}
