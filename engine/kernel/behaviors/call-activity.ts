import type { JsonObject } from '#engine/contracts/json.ts';
import type { ResolvedBinding } from '../contract/command.ts';
import type { Catches, ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { catchersOf } from './subscriptions.ts';

interface Call {
  readonly processId: string;
  readonly binding: ResolvedBinding;
  readonly businessId: string | null;
  readonly variables: JsonObject;
  readonly catches: Catches;
}

export function callProcess(run: Run, instance: ElementInstance, call: Call): void {
  const attempt = (instance.data.round ?? 0) + 1;
  run.write({ type: 'dataSet', key: instance.key, data: { round: attempt } });
  const id = `${instance.key}:callProcess:${attempt}`;
  run.send({ type: 'callProcess', id, elementInstance: instance.key, ...call });
}

/** The command that started, or is to start, the child; null once that has been answered for good. */
export function openCall(run: Run, instance: ElementInstance): string | null {
  const id = `${instance.key}:callProcess:${instance.data.round ?? 0}`;
  return run.state.outstanding[id] === undefined ? null : id;
}

/**
 * The call activity is interrupted: its child is cancelled and awaited (CAL4). A start that is still under way cannot be
 * called back, so its answer is awaited first. True = there is something to wait for.
 */
export function cancelChild(run: Run, instance: ElementInstance): boolean {
  const { child } = instance.data;
  if (openCall(run, instance) === null) return false;
  if (child === undefined || child === null) return true;
  run.send({ type: 'cancelChild', id: `${instance.key}:cancelChild:${child}`, elementInstance: instance.key, child });
  return true;
}

/**
 * What is caught around this instance, and around the callers of this process: the child throws only what someone hears.
 * Instances from before flag 4 (see `currentFlags`) do not tell who hears an escalation.
 */
export function catchesAround(run: Run, instance: ElementInstance): Catches {
  const errors = new Set<string | null>(run.state.parent?.catches?.errors ?? []);
  const escalations = new Set<string | null>(run.state.parent?.catches?.escalations ?? []);
  const escalationCatchers: EscalationCatcher[] = [];
  for (let at: ElementInstance | undefined = instance; at !== undefined;) {
    const here: EscalationCatcher[] = [];
    for (const { element, trigger } of catchersOf(run, run.element(at.element), at)) {
      const catcher = run.element(element);
      const interrupting = !('interrupting' in catcher) || catcher.interrupting;
      for (const part of trigger.kind === 'multiple' ? trigger.of : [trigger]) {
        if (part.kind === 'error') errors.add(part.code);
        if (part.kind !== 'escalation') continue;
        escalations.add(part.code);
        here.push({ code: part.code, interrupting });
      }
    }
    // In one scope the exact code comes before a catch-all (ERR1).
    escalationCatchers.push(...here.filter(({ code }) => code !== null), ...here.filter(({ code }) => code === null));
    at = at.scope === null ? undefined : run.find(at.scope);
  }
  escalationCatchers.push(...(run.state.parent?.catches?.escalationCatchers ?? []));
  const catches = { errors: [...errors], escalations: [...escalations] };
  return run.state.flags.includes(4) ? { ...catches, escalationCatchers } : catches;
}

type EscalationCatcher = NonNullable<Catches['escalationCatchers']>[number];
