import type { Binding, BusinessRuleTask } from '#engine/model/definition.ts';
import { type Attempt, done, failed } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { evaluateText } from '../../behaviors/expressions.ts';
import type { ResolvedBinding } from '../../contract/command.ts';
import type { IncidentType } from '../../contract/event.ts';
import type { ElementInstance } from '../../contract/state.ts';
import type { Run } from '../../run.ts';
import { activateJob } from './job-task.ts';
import { say } from '../../words/say.ts';

/** The host evaluates the decision and answers with its result (DEC1); other rules are jobs. */
export const businessRuleTask: ElementBehavior<BusinessRuleTask> = {
  activate(run, { rule }, instance) {
    if (rule.kind === 'job') return activateJob(run, rule.job, instance);
    const decisionId = evaluateText(run, rule.decisionId, instance.key);
    if (!decisionId.ok) return decisionId;
    const binding = resolveBinding(run, rule.binding, instance, 'CALLED_DECISION_ERROR', decisionId.value);
    if (!binding.ok) return binding;
    const attempt = (instance.data.round ?? 0) + 1;
    return done({
      before: () => {
        run.write({ type: 'dataSet', key: instance.key, data: { round: attempt } });
        run.send({
          type: 'evaluateDecision',
          id: `${instance.key}:evaluateDecision:${attempt}`,
          elementInstance: instance.key,
          decisionId: decisionId.value,
          binding: binding.value,
        });
      },
    });
  },
};

/** Bound once, when the element activates. */
export function resolveBinding(
  run: Run,
  binding: Binding,
  instance: ElementInstance,
  incident: IncidentType,
  id: string,
): Attempt<ResolvedBinding> {
  switch (binding.type) {
    case 'latest':
      return done({ type: 'latest' });
    case 'deployment':
      if (binding.hash === null) return failed(incident, say('binding.missing', { id }));
      return done({ type: 'deployment', hash: binding.hash });
    case 'versionTag': {
      const tag = evaluateText(run, binding.versionTag, instance.key);
      return tag.ok ? done({ type: 'versionTag', versionTag: tag.value }) : tag;
    }
  }
}
