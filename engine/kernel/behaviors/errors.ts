import type { JsonObject } from '#engine/contracts/json.ts';
import type { Trigger } from '#engine/model/definition.ts';
import type { ElementInstance } from '../contract/state.ts';
import { terminate } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { type Catcher, catchersOf } from './subscriptions.ts';
import { trigger } from './triggers.ts';

/**
 * Throws a BPMN error from this instance outwards. The nearest scope that catches wins, and in it the exact code before a
 * catch-all (ERR1). False = nothing catches it: the caller raises an incident.
 */
export function throwError(run: Run, from: ElementInstance, code: string, variables: JsonObject): boolean {
  const found = findCatcher(run, from, (one) => one.kind === 'error', code);
  if (found !== null) {
    const { owner, catcher } = found;
    run.write({ type: 'errorThrown', elementInstance: from.key, code, catcher: catcher.element });
    trigger(run, owner, catcher, variables);
    return true;
  }
  if (!callerCatches(run, 'errors', code)) return false;
  run.write({
    type: 'dataSet',
    key: run.state.key,
    data: { thrown: { kind: 'error', code, variables } },
  });
  terminate(run, run.state.key);
  return true;
}

/** Whether something, here or around the caller, would catch this error. */
export function isCaught(run: Run, from: ElementInstance, code: string): boolean {
  return findCatcher(run, from, (one) => one.kind === 'error', code) !== null || callerCatches(run, 'errors', code);
}

export interface FoundCatcher {
  readonly owner: ElementInstance;
  readonly catcher: Catcher;
}

/**
 * Searches from the instance outwards; in each scope the exact code first, event subprocesses before boundary events. What is
 * ending already hears nothing any more; `evenEnding` finds it all the same.
 */
export function findCatcher(
  run: Run,
  from: ElementInstance,
  isMeant: (trigger: Trigger) => boolean,
  code: string,
  evenEnding = false,
): FoundCatcher | null {
  for (let owner: ElementInstance | undefined = from; owner !== undefined;) {
    const candidates = openCatchers(run, owner);
    const inner = candidates.filter((one) => run.element(one.element).kind === 'startEvent');
    const boundary = candidates.filter((one) => run.element(one.element).kind === 'boundaryEvent');
    const catcher = best([...inner, ...boundary], isMeant, code);
    if (catcher !== null && (evenEnding || owner.phase !== 'terminating')) return { owner, catcher };
    owner = owner.scope === null ? undefined : run.find(owner.scope);
  }
  return null;
}

/** An interrupted scope has closed the starts of its event subprocesses. */
function openCatchers(run: Run, owner: ElementInstance): readonly Catcher[] {
  const catchers = catchersOf(run, run.element(owner.element), owner);
  if (owner.data.interrupted !== true) return catchers;
  return catchers.filter(({ element }) => run.element(element).kind !== 'startEvent');
}

function best(catchers: readonly Catcher[], isMeant: (trigger: Trigger) => boolean, code: string): Catcher | null {
  let catchAll: Catcher | null = null;
  for (const catcher of catchers) {
    for (const [part, caught] of partsOf(catcher.trigger).entries()) {
      if (!isMeant(caught) || !('code' in caught)) continue;
      const found = catcher.trigger.kind === 'multiple' ? { ...catcher, part } : catcher;
      if (caught.code === code) return found;
      if (caught.code === null) catchAll ??= found;
    }
  }
  return catchAll;
}

function partsOf(trigger: Trigger): readonly Trigger[] {
  return trigger.kind === 'multiple' ? trigger.of : [trigger];
}

/** What the instance that called this one has said it catches; a caller that said nothing is taken to catch all. */
export function callerCatches(run: Run, kind: 'errors' | 'escalations', code: string): boolean {
  const { parent } = run.state;
  if (parent === null) return false;
  const codes = parent.catches?.[kind];
  return codes === undefined || codes.includes(code) || codes.includes(null);
}
