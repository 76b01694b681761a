import type { CallActivity } from '#engine/model/definition.ts';
import { done } from '../../attempt.ts';
import type { ElementBehavior } from '../../behavior.ts';
import { callProcess, cancelChild, catchesAround } from '../../behaviors/call-activity.ts';
import { evaluateText } from '../../behaviors/expressions.ts';
import { variablesOf } from '../../behaviors/variables.ts';
import { resolveBinding } from './business-rule-task.ts';

/** Starts another process and waits until that has ended (CAL1). */
export const callActivity: ElementBehavior<CallActivity> = {
  activate(run, element, instance) {
    const processId = evaluateText(run, element.processId, instance.key);
    if (!processId.ok) return processId;
    const binding = resolveBinding(run, element.binding, instance, 'CALLED_ELEMENT_ERROR', processId.value);
    if (!binding.ok) return binding;
    const businessId = element.businessId === null ? done(null) : evaluateText(run, element.businessId, instance.key);
    if (!businessId.ok) return businessId;
    const all = element.propagateAllParentVariables;
    const variables = all ? variablesOf(run.state, instance.key) : { ...instance.variables };
    const call = { processId: processId.value, binding: binding.value, businessId: businessId.value, variables };
    return done({ before: () => callProcess(run, instance, { ...call, catches: catchesAround(run, instance) }) });
  },
  complete(_run, element, instance) {
    // Without outputs and without propagation the child's variables stay with the child (CAL2).
    const keeps = element.propagateAllChildVariables || element.outputs.length > 0;
    return done({ variables: keeps ? (instance.data.payload ?? {}) : {} });
  },
  terminate(run, _element, instance) {
    return cancelChild(run, instance);
  },
};
