import type { AdHocSubProcess, ElementId } from '#engine/model/definition.ts';
import { type Attempt, done, failed } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { activateInside, createAdHocJob } from '../../behaviors/ad-hoc.ts';
import { activatableIn } from '../../behaviors/ad-hoc-results.ts';
import { endWithLastChild } from '../../behaviors/container-end.ts';
import { evaluateList, show } from '../../behaviors/expressions.ts';
import { planJob } from '../../behaviors/jobs.ts';
import { mergeUpwards, setLocal } from '../../behaviors/variables.ts';
import type { ElementInstance } from '../../contract/state.ts';
import type { Run } from '../../run.ts';
import { say } from '../../words/say.ts';

/**
 * Runs the elements that its collection names, or that its job asks for, each in an instance of its own (ADH1). Completes
 * when its condition holds after one of them (ADH2), or without a condition when the last has ended (ADH3).
 */
export const adHocSubProcess: ElementBehavior<AdHocSubProcess> = {
  activate(run, element, instance) {
    const first = firstElements(run, element, instance);
    if (!first.ok) return first;
    const job =
      element.job === null
        ? null
        : planJob(run, element.job, instance, { kind: 'adHocSubProcess', listenerEvent: null });
    if (job !== null && !job.ok) return job;
    return done({
      before: () => {
        const { key } = instance;
        const { outputCollection } = element;
        run.write({ type: 'multiInstanceStarted', body: key, total: 0, outputCollection });
        setLocal(run, key, 'adHocSubProcessElements', describeInside(run, element));
        if (job !== null) createAdHocJob(run, job.value);
      },
      after: () => {
        for (const id of first.value) activateInside(run, instance, id, {});
      },
    });
  },
  complete(run, element, instance) {
    const { outputCollection } = element;
    const outputs = instance.multiInstance?.outputs ?? [];
    if (outputCollection === null || instance.scope === null) return done({});
    const target = instance.scope;
    return done({ after: () => mergeUpwards(run, target, { [outputCollection]: [...outputs] }) });
  },
  childEnded(run, element, instance, child) {
    const isOpen = instance.phase === 'activated' && instance.data.interruption === undefined;
    const waitsForMore = element.completionCondition !== null || element.job !== null;
    if (isOpen && waitsForMore && instance.data.fulfilled !== true && child.kind === 'adHocInnerInstance') return;
    endWithLastChild(run, element, instance);
  },
};

function firstElements(run: Run, element: AdHocSubProcess, instance: ElementInstance): Attempt<readonly ElementId[]> {
  if (element.activeElements === null) return done([]);
  const listed = evaluateList(run, element.activeElements, instance.key);
  if (!listed.ok) return listed;
  const activatable = activatableIn(run, element);
  const ids: ElementId[] = [];
  for (const id of listed.value) {
    if (typeof id !== 'string' || !activatable.includes(id)) {
      return failed('EXTRACT_VALUE_ERROR', say('adHoc.cannotActivate', { id: show(id), element: element.id }));
    }
    ids.push(id);
  }
  return done(ids);
}

/** What can be started: the elements without an incoming flow. A tool list for whoever chooses. */
function describeInside(run: Run, element: AdHocSubProcess): { elementId: string; elementName?: string }[] {
  return activatableIn(run, element).map((id) => {
    const { name } = run.element(id);
    return name === null ? { elementId: id } : { elementId: id, elementName: name };
  });
}
