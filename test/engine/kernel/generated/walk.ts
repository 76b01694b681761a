import type { InstanceState, Wait } from '#engine/kernel/index.ts';
import type { Act } from '../differential/act.ts';

/** What could happen next to an instance, told from what it waits for; always something while it waits. */
export function possibleActs(state: InstanceState, now: number): readonly Act[] {
  const acts: Act[] = [];
  let due = Infinity;
  for (const wait of Object.values(state.waits)) {
    if (wait.kind === 'timer') due = Math.min(due, wait.due);
    acts.push(...actsOf(wait));
  }
  // A second more than is due: the other engine's clock also runs by itself.
  if (due < Infinity) acts.push({ do: 'clock', ms: Math.max(due - now, 0) + 1_000 });
  return acts;
}

function actsOf(wait: Wait): readonly Act[] {
  switch (wait.kind) {
    case 'job':
      return jobActs(wait.element, wait.state, wait.jobKind);
    case 'userTask':
      return [{ do: 'completeTask', element: wait.element, variables: { r: 3, x: 1 } }];
    case 'message':
      return [{ do: 'message', name: wait.messageName, key: wait.correlationKey, variables: { r: 4 } }];
    case 'signal':
      return [{ do: 'signal', name: wait.signalName, variables: { r: 5 } }];
    case 'incident':
      return [
        { do: 'set', variables: { x: 0, k: 'mended' } },
        { do: 'resolve', element: wait.element },
      ];
    case 'timer':
    case 'condition':
    case 'compensation':
      return [];
  }
}

function jobActs(element: string, state: string, kind: string): readonly Act[] {
  if (state !== 'open') return [];
  const complete: Act[] = [
    { do: 'complete', element, variables: { r: 1, x: 0 } },
    { do: 'complete', element, variables: { r: 2, x: 2, local: 7 } },
    { do: 'complete', element },
  ];
  if (kind !== 'bpmnElement') return complete;
  return [
    ...complete,
    { do: 'throw', element, code: 'ERR', variables: { e: 1 } },
    { do: 'throw', element, code: 'OTHER' },
    { do: 'fail', element },
  ];
}
