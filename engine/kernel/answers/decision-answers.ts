import { raiseIncident } from '../behaviors/incidents.ts';
import type { Command } from '../contract/command.ts';
import type { Answer } from '../contract/input.ts';
import type { Run } from '../run.ts';

/** The decision's result is what the task brings; a failure is an incident that evaluates it again (DEC2). */
export function takeDecisionAnswer(
  run: Run,
  command: Extract<Command, { type: 'evaluateDecision' }>,
  answer: Answer,
): boolean {
  if (answer.type !== 'decisionEvaluated' && answer.type !== 'decisionFailed') return false;
  run.settle(command.id);
  const instance = run.live(command.elementInstance);
  if (answer.type === 'decisionFailed') {
    raiseIncident(run, instance, answer, { type: 'askAgain', key: instance.key });
    return true;
  }
  const element = run.element(instance.element);
  if (element.kind !== 'businessRuleTask' || element.rule.kind !== 'decision') return false;
  run.write({
    type: 'decisionEvaluated',
    key: run.newKey(),
    elementInstance: instance.key,
    decisionId: command.decisionId,
    decisionKey: answer.decisionKey,
    value: answer.value,
    explanation: answer.explanation,
  });
  run.write({ type: 'dataSet', key: instance.key, data: { payload: { [element.rule.resultVariable]: answer.value } } });
  run.queue({ type: 'complete', key: instance.key });
  return true;
}
