import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { findCatcher } from './errors.ts';
import { endPart } from './throw-parts.ts';
import { trigger } from './triggers.ts';

/**
 * Throws an escalation outwards; at most one catcher hears it (ESC1). Uncaught, nothing happens; the thrower goes on unless
 * its catcher interrupted it (ESC2).
 */
export function throwEscalation(run: Run, from: ElementInstance, code: string): void {
  const found = findCatcher(run, from, (one) => one.kind === 'escalation', code);
  const catcher = found?.catcher.element ?? null;
  run.write({ type: 'escalationThrown', elementInstance: from.key, code, catcher });
  if (found !== null) trigger(run, found.owner, found.catcher, { ...from.variables });
  endPart(run, from.key);
}
