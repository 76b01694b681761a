import type { ElementInstance } from '../contract/state.ts';
import { terminate } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { findCatcher } from './errors.ts';
import { endPart } from './throw-parts.ts';
import { trigger } from './triggers.ts';

/**
 * Throws an escalation outwards; at most one catcher hears it (ESC1). Uncaught, nothing happens; the thrower goes on unless
 * its catcher interrupted it (ESC2). Where the catcher lies around the call of this process and interrupts it, the process
 * ends by the escalation (ESC3).
 */
export function throwEscalation(run: Run, from: ElementInstance, code: string): void {
  const found = findCatcher(run, from, (one) => one.kind === 'escalation', code);
  const catcher = found?.catcher.element ?? null;
  run.write({ type: 'escalationThrown', elementInstance: from.key, code, catcher });
  if (found === null && endsTheCall(run, code)) {
    const thrown = { kind: 'escalation', code, variables: { ...from.variables } } as const;
    run.write({ type: 'dataSet', key: run.state.key, data: { thrown } });
    return terminate(run, run.state.key);
  }
  if (found !== null) trigger(run, found.owner, found.catcher, { ...from.variables });
  endPart(run, from.key);
}

function endsTheCall(run: Run, code: string): boolean {
  const catchers = run.state.parent?.catches?.escalationCatchers ?? [];
  return catchers.find((one) => one.code === code || one.code === null)?.interrupting === true;
}
