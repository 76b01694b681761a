import type { ScriptTask } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { evaluateExpression } from '../../behaviors/expressions.ts';
import { completeInTurn } from '../../lifecycle/pass-through.ts';
import { activateJob } from './job-task.ts';

/** FEEL runs in the kernel, its result is what the task brings (SCR1); other scripts are jobs. */
export const scriptTask: ElementBehavior<ScriptTask> = {
  activate(run, { script }, instance) {
    if (script.kind === 'job') return activateJob(run, script.job, instance);
    const result = evaluateExpression(run, script.expression, instance.key);
    if (!result.ok) return result;
    const payload = { [script.resultVariable]: result.value };
    const { after } = completeInTurn(run, instance);
    return done({
      before: () => run.write({ type: 'dataSet', key: instance.key, data: { payload } }),
      ...(after && { after }),
    });
  },
};
