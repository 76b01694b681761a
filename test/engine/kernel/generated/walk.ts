import type { InstanceState, Wait } from '#engine/kernel/index.ts';
import type { Act } from '../differential/act.ts';

/**
 * What could happen next to an instance, told from what it waits for; always something while it waits. `serial` numbers the
 * act: its values occur nowhere else, since Zeebe treats a value equal to the old one in its own way (DIF3).
 */
export function possibleActs(state: InstanceState, now: number, serial: number): readonly Act[] {
  const acts: Act[] = [];
  let due = Infinity;
  for (const wait of Object.values(state.waits)) {
    if (wait.kind === 'timer') due = Math.min(due, wait.due);
    acts.push(...actsOf(wait, serial));
  }
  acts.push(...modifications(state));
  // A second more than is due: the other engine's clock also runs by itself.
  if (due < Infinity) acts.push({ do: 'clock', ms: Math.max(due - now, 0) + 1_000 });
  return acts;
}

function actsOf(wait: Wait, serial: number): readonly Act[] {
  switch (wait.kind) {
    case 'job':
      return jobActs(wait.element, wait.state, wait.jobKind, serial);
    case 'userTask':
      return [{ do: 'completeTask', element: wait.element, variables: { r: serial * 10 + 3, x: serial * 3 + 1 } }];
    case 'message':
      return [{ do: 'message', name: wait.messageName, key: wait.correlationKey, variables: { r: serial * 10 + 4 } }];
    case 'signal':
      return [{ do: 'signal', name: wait.signalName, variables: { r: serial * 10 + 5 } }];
    case 'incident':
      return [
        { do: 'set', variables: { x: serial * 3, k: `mended ${serial}` } },
        { do: 'resolve', element: wait.element },
      ];
    case 'timer':
    case 'condition':
    case 'compensation':
      return [];
  }
}

function jobActs(element: string, state: string, kind: string, serial: number): readonly Act[] {
  if (state !== 'open') return [];
  const complete: Act[] = [
    { do: 'complete', element, variables: { r: serial * 10 + 1, x: serial * 3 } },
    { do: 'complete', element, variables: { r: serial * 10 + 2, x: serial * 3 + 2, local: serial * 10 + 7 } },
    { do: 'complete', element },
  ];
  if (kind !== 'bpmnElement') return complete;
  return [
    ...complete,
    { do: 'throw', element, code: 'ERR', variables: { e: serial } },
    { do: 'throw', element, code: 'OTHER' },
    { do: 'fail', element },
  ];
}

/** Starting an active element anew in its own place, and ending the instance; seldom, since both cut a walk short. */
function modifications(state: InstanceState): readonly Act[] {
  // With a token on its way to a join, Zeebe loses count of it in a modification (DIF6).
  if (Object.values(state.elements).some(({ tokens }) => tokens > 0)) return [];
  const movable = Object.values(state.elements).filter(
    ({ kind, data, phase }) => movableKinds.has(kind) && data.index === undefined && phase === 'activated',
  );
  const [first] = movable;
  if (first === undefined || new Set(movable.map(({ element }) => element)).size < movable.length) return [];
  return [{ do: 'modify', activate: [first.element], terminate: [first.element] }];
}

const movableKinds: ReadonlySet<string> = new Set(['serviceTask', 'userTask', 'receiveTask']);
