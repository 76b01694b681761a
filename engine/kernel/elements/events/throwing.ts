import type { Element, Throw, Value } from '#engine/model/definition.ts';
import { all, type Attempt, done, failed } from '../../attempt.ts';
import type { Activation, Completion } from '../../behavior.ts';
import { cancelTransaction, leaveTransaction } from '../../behaviors/cancel-transaction.ts';
import { endPart, partCommandId } from '../../behaviors/throw-parts.ts';
import { isCaught, throwError } from '../../behaviors/errors.ts';
import { throwEscalation } from '../../behaviors/escalations.ts';
import { throwCompensation } from '../../behaviors/compensation.ts';
import { evaluateText } from '../../behaviors/expressions.ts';
import { createJob, planJob } from '../../behaviors/jobs.ts';
import { planPublication } from '../../behaviors/publications.ts';
import { endScope } from '../../behaviors/terminate-scope.ts';
import type { ElementInstance, Key } from '../../contract/state.ts';
import { start } from '../../lifecycle/start.ts';
import type { Run } from '../../run.ts';
import { say } from '../../words/say.ts';

/** What a throwing event does when it is reached, by what it throws. */
export function throwEvent(run: Run, throws: Throw, instance: ElementInstance, part = 0): Attempt<Activation> {
  switch (throws.kind) {
    case 'none':
    case 'terminate':
    case 'link':
      return done({ after: () => endPart(run, instance.key) });
    case 'messageJob': {
      const job = planJob(run, throws.job, instance);
      return job.ok ? done({ before: () => createJob(run, job.value) }) : job;
    }
    case 'message':
      return planPublication(run, throws.publish, instance, part);
    case 'signal': {
      const name = evaluateText(run, throws.name, instance.key);
      if (!name.ok) return name;
      const id = partCommandId(instance.key, 'broadcastSignal', part);
      const variables = { ...instance.variables };
      const command = {
        type: 'broadcastSignal',
        id,
        elementInstance: instance.key,
        name: name.value,
        variables,
      } as const;
      return done({ before: () => run.send(command) });
    }
    case 'error':
      return throwErrorEvent(run, throws.code, instance);
    case 'escalation': {
      const code = evaluateText(run, throws.code, instance.key);
      if (!code.ok) return code;
      return done({ after: () => throwEscalation(run, instance, code.value, { ...instance.variables }, part) });
    }
    case 'compensation':
      return done({ after: () => throwCompensation(run, instance, throws.activity) });
    case 'cancel':
      return done({ after: () => cancelTransaction(run, instance) });
    case 'multiple':
      return throwAll(run, throws.of, instance);
  }
}

/** All of a multiple event are thrown, in declared order; it goes on when the last of them is done (MUL3). */
function throwAll(run: Run, parts: readonly Throw[], instance: ElementInstance): Attempt<Activation> {
  const planned = all(parts.map((part, index) => throwEvent(run, part, instance, index)));
  if (!planned.ok) return planned;
  return done({
    before: () => {
      run.write({ type: 'dataSet', key: instance.key, data: { awaiting: parts.length } });
      for (const { before } of planned.value) before?.();
    },
    after: () => {
      for (const { after } of planned.value) after?.();
    },
  });
}

/** Throws once more what could not be thrown; of a multiple event that part alone, for the others are thrown already. */
export function throwAgain(run: Run, element: Element, instance: ElementInstance, part: number): Attempt<Activation> {
  const throws = 'throws' in element ? element.throws : null;
  const failed = throws?.kind === 'multiple' ? throws.of[part] : undefined;
  if (failed === undefined) return run.behaviorOf(instance).activate(run, element, instance);
  return throwEvent(run, failed, instance, part);
}

/** An error ends its token by being caught. Uncaught, the event does not even activate: an incident stays on it (ERR2). */
function throwErrorEvent(run: Run, value: Value, instance: ElementInstance): Attempt<Activation> {
  const code = evaluateText(run, value, instance.key);
  if (!code.ok) return code;
  if (!isCaught(run, instance, code.value)) {
    return failed('UNHANDLED_ERROR_EVENT', say('error.uncaught', { code: code.value, element: instance.element }));
  }
  return done({
    after: () => {
      throwError(run, instance, code.value, { ...instance.variables });
    },
  });
}

/** What follows once the event has been thrown. Before flag 15 (see `currentFlags`) end listeners came too late for it. */
export function completeThrow(run: Run, throws: Throw, instance: ElementInstance): Attempt<Completion> {
  const { scope } = instance;
  if (scope === null) return done({});
  return done({
    after: () => {
      if (!waitsForListeners(run)) jumpOrEnd(run, throws, instance.key, scope);
      if (partsOf(throws).some(({ kind }) => kind === 'cancel')) leaveTransaction(run, scope);
    },
  });
}

/** Its end listeners are done as well: a link jumps, a terminate ends what is left of the scope (END2). */
export function leaveThrow(run: Run, throws: Throw, instance: ElementInstance): Attempt<() => void> {
  const { scope, key } = instance;
  if (scope === null || !waitsForListeners(run)) return done(() => undefined);
  return done(() => jumpOrEnd(run, throws, key, scope));
}

function waitsForListeners(run: Run): boolean {
  return run.state.flags.includes(15);
}

function jumpOrEnd(run: Run, throws: Throw, key: Key, scope: Key): void {
  for (const part of partsOf(throws)) {
    if (part.kind === 'link') start(run, part.target, scope);
    if (part.kind === 'terminate') endScope(run, scope, key);
  }
}

function partsOf(throws: Throw): readonly Throw[] {
  return throws.kind === 'multiple' ? throws.of : [throws];
}
