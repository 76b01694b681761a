import type { JsonObject } from '#engine/contracts/json.ts';
import type { CommandId } from '../contract/command.ts';
import type { Catches, ElementInstance } from '../contract/state.ts';
import { terminate } from '../lifecycle/termination.ts';
import type { Run } from '../run.ts';
import { type FoundCatcher, findCatcher } from './errors.ts';
import { endPart, partCommandId } from './throw-parts.ts';
import { trigger } from './triggers.ts';

/**
 * Throws an escalation outwards; at most one catcher hears it (ESC1). Uncaught, nothing happens; the thrower goes on unless
 * its catcher interrupted it (ESC2).
 */
export function throwEscalation(
  run: Run,
  from: ElementInstance,
  code: string,
  variables: JsonObject = { ...from.variables },
  part = 0,
): void {
  const id = partCommandId(from.key, 'escalateToCaller', part);
  if (escalate(run, from, code, variables, id) === 'heard') endPart(run, from.key);
}

/** What a called process has thrown and goes on after: here the search continues, and the call goes on as well (ESC4). */
export function passEscalation(run: Run, caller: ElementInstance, code: string, variables: JsonObject): void {
  if (caller.phase === 'terminating') return;
  escalate(run, caller, code, variables, `${caller.key}:escalateToCaller:passed.${run.state.seq}`);
}

/**
 * Where the catcher lies around the call of this process: one that interrupts ends the process by the escalation (ESC3), one
 * that does not is told, and the thrower waits until it has been (ESC4). One that another escalation ends already is not heard
 * beyond it (flag 16, see `currentFlags`).
 */
function escalate(
  run: Run,
  from: ElementInstance,
  code: string,
  variables: JsonObject,
  id: CommandId,
): 'heard' | 'interrupted' | 'underWay' {
  const isNew = run.state.flags.includes(16);
  const found = findCatcher(run, from, (one) => one.kind === 'escalation', code, isNew);
  if (found?.owner.phase === 'terminating') {
    run.write({ type: 'escalationThrown', elementInstance: from.key, code, catcher: null });
    return 'interrupted';
  }
  const catcher = found?.catcher.element ?? null;
  run.write({ type: 'escalationThrown', elementInstance: from.key, code, catcher });
  if (found !== null) {
    trigger(run, found.owner, found.catcher, variables);
    return isNew && isInterrupted(run, from, found) ? 'interrupted' : 'heard';
  }
  const outside = catcherOutside(run, code);
  if (outside === undefined) return 'heard';
  if (outside.interrupting) {
    run.write({ type: 'dataSet', key: run.state.key, data: { thrown: { kind: 'escalation', code, variables } } });
    terminate(run, run.state.key);
  } else run.send({ type: 'escalateToCaller', id, elementInstance: from.key, code, variables });
  return 'underWay';
}

/**
 * Whether the catcher ends the thrower (flag 16, see `currentFlags`). What lies between them ends one scope after the other,
 * so a thrower far inside would complete first, and its token move on.
 */
function isInterrupted(run: Run, from: ElementInstance, { owner, catcher }: FoundCatcher): boolean {
  const listens = run.find(owner.key);
  // Before, its event subprocesses would not have heard it.
  if (run.element(catcher.element).kind === 'startEvent') return listens?.data.interrupted === true;
  return listens === undefined || listens.phase === 'terminating' || run.find(from.key) === undefined;
}

function catcherOutside(run: Run, code: string): EscalationCatcher | undefined {
  const catchers = run.state.parent?.catches?.escalationCatchers ?? [];
  return catchers.find((one) => one.code === code || one.code === null);
}

type EscalationCatcher = NonNullable<Catches['escalationCatchers']>[number];
