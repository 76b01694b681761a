import type { BusinessRuleTask, CallActivity, Element, ScriptTask } from '../definition.ts';
import { extension, filled, flag, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { activityBase } from './base.ts';
import type { Context } from './context.ts';
import { fault, optionalFeel, optionalValue, value } from './draft.ts';
import { binding, job } from './extensions.ts';
import { variable } from './loops.ts';
import { tagOf } from './process-index.ts';
import { sending } from './throws.ts';
import { message } from './triggers.ts';
import { userTask } from './user-task.ts';
import type { JobDefinition } from '../definition.ts';

/** Tasks and call activities; null for another type. */
export function activity(context: Context, node: Node, id: string): Element | null {
  const { draft } = context;
  const common = () => activityBase(context, node, id);
  switch (node.$type) {
    case 'bpmn:Task':
      return { kind: 'task', ...common() };
    case 'bpmn:ManualTask':
      return { kind: 'manualTask', ...common() };
    case 'bpmn:ServiceTask':
      return { kind: 'serviceTask', ...common(), job: jobOrFault(context, node, id, 'zeebe:taskDefinition') };
    case 'bpmn:SendTask':
      return { kind: 'sendTask', ...common(), send: sending(context, node, id) };
    case 'bpmn:ReceiveTask': {
      const instantiate = flag(node, 'instantiate', false);
      const needsKey = !(instantiate && node.$parent?.$type === 'bpmn:Process');
      return { kind: 'receiveTask', ...common(), message: message(draft, node, id, needsKey), instantiate };
    }
    case 'bpmn:UserTask':
      return { kind: 'userTask', ...common(), ...userTask(context, node, id) };
    case 'bpmn:ScriptTask':
      return { kind: 'scriptTask', ...common(), script: script(context, node, id) };
    case 'bpmn:BusinessRuleTask':
      return { kind: 'businessRuleTask', ...common(), rule: rule(context, node, id) };
    case 'bpmn:CallActivity':
      return { ...callActivity(context, node, id), ...common(), kind: 'callActivity' };
    default:
      return null;
  }
}

/** The element's job; without one a fault that names what would do, and a job without a type so that reading goes on. */
function jobOrFault({ draft }: Context, node: Node, elementId: string, options: string): JobDefinition {
  const found = job(draft, node, elementId);
  if (found !== null) return found;
  fault(draft, 'task.noImplementation', { elementId }, { kind: tagOf(node), options });
  const nothing = { kind: 'static', value: '' } as const;
  return { type: nothing, retries: nothing, headers: {}, priority: null };
}

function script(context: Context, node: Node, elementId: string): ScriptTask['script'] {
  const { draft } = context;
  const options = 'zeebe:script, zeebe:taskDefinition';
  const owner = extension(node, 'zeebe:Script');
  if (owner === null) return { kind: 'job', job: jobOrFault(context, node, elementId, options) };
  if (extension(node, 'zeebe:TaskDefinition') !== null) {
    fault(draft, 'task.severalImplementations', { elementId }, { kind: tagOf(node), options });
  }
  for (const attribute of ['expression', 'resultVariable']) {
    if (filled(owner, attribute) !== null) continue;
    fault(draft, 'attribute.missing', { elementId, path: 'script' }, { attribute: `script.${attribute}` });
  }
  const expression = optionalFeel(draft, text(owner, 'expression'), { elementId, path: 'script.expression' });
  const resultVariable = variable(draft, owner, 'resultVariable', elementId) ?? '';
  return { kind: 'feel', expression: expression ?? -1, resultVariable };
}

function rule(context: Context, node: Node, elementId: string): BusinessRuleTask['rule'] {
  const { draft } = context;
  const options = 'zeebe:calledDecision, zeebe:taskDefinition';
  const owner = extension(node, 'zeebe:CalledDecision');
  if (owner === null) return { kind: 'job', job: jobOrFault(context, node, elementId, options) };
  if (extension(node, 'zeebe:TaskDefinition') !== null) {
    fault(draft, 'task.severalImplementations', { elementId }, { kind: tagOf(node), options });
  }
  for (const attribute of ['decisionId', 'resultVariable']) {
    if (filled(owner, attribute) !== null) continue;
    fault(
      draft,
      'attribute.missing',
      { elementId, path: 'calledDecision' },
      { attribute: `calledDecision.${attribute}` },
    );
  }
  const place = { elementId, path: 'calledDecision.decisionId' };
  const decisionId = text(owner, 'decisionId') ?? '';
  return {
    kind: 'decision',
    decisionId: value(draft, decisionId, place),
    resultVariable: variable(draft, owner, 'resultVariable', elementId) ?? '',
    binding: binding(draft, owner, { kind: 'decision', id: decisionId }, place),
  };
}

/** All of the child's variables come back unless the diagram says otherwise: the engine's default, not the modeler's. */
function callActivity(
  { draft }: Context,
  node: Node,
  elementId: string,
): Omit<CallActivity, keyof ReturnType<typeof activityBase> | 'kind'> {
  const owner = extension(node, 'zeebe:CalledElement');
  const processId = filled(owner, 'processId') ?? '';
  const place = { elementId, path: 'calledElement.processId' };
  if (processId === '') fault(draft, 'attribute.missing', place, { attribute: 'calledElement.processId' });
  const businessId = { elementId, path: 'calledElement.businessId' };
  return {
    processId: value(draft, processId, place),
    binding: owner ? binding(draft, owner, { kind: 'process', id: processId }, place) : { type: 'latest' },
    propagateAllChildVariables: flag(owner, 'propagateAllChildVariables', true),
    propagateAllParentVariables: flag(owner, 'propagateAllParentVariables', true),
    businessId: optionalValue(draft, text(owner, 'businessId'), businessId),
  };
}
