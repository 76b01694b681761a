import type { Json } from '#engine/contracts/json.ts';
import type { FormReference, UserTask, Value } from '../definition.ts';
import { parseInstant } from '../iso8601.ts';
import { extension, extensions, filled, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import type { Context } from './context.ts';
import { doubt, fault, isFeel, optionalValue, value } from './draft.ts';
import type { Draft } from './draft.ts';
import { binding, headers, listeners } from './extensions.ts';
import { laneNameOf } from './lanes.ts';

const taskListenerEvents = ['creating', 'assigning', 'updating', 'completing', 'canceling'];

/** What a user task has beyond other activities. */
type UserTaskPart = Pick<
  UserTask,
  | 'native'
  | 'assignee'
  | 'candidateGroups'
  | 'candidateUsers'
  | 'dueDate'
  | 'followUpDate'
  | 'priority'
  | 'form'
  | 'headers'
  | 'taskListeners'
>;

export function userTask(context: Context, node: Node, elementId: string): UserTaskPart {
  const { draft } = context;
  const native = extension(node, 'zeebe:UserTask') !== null;
  const schedule = extension(node, 'zeebe:TaskSchedule');
  const taskListeners = listeners(draft, node, elementId, 'task', taskListenerEvents);
  if (!native && taskListeners.length > 0) fault(draft, 'listener.notNative', { elementId });
  return {
    native,
    ...assignment(context, node, elementId),
    dueDate: date(draft, schedule, 'dueDate', elementId),
    followUpDate: date(draft, schedule, 'followUpDate', elementId),
    priority: priority(draft, node, elementId),
    form: form(context, node, elementId, native),
    headers: headers(draft, extension(node, 'zeebe:TaskHeaders'), elementId),
    taskListeners,
  };
}

/** With nobody assigned, the lane that the task lies in is its candidate group. */
function assignment(
  context: Context,
  node: Node,
  elementId: string,
): Pick<UserTask, 'assignee' | 'candidateGroups' | 'candidateUsers'> {
  const { draft, index } = context;
  const owner = extension(node, 'zeebe:AssignmentDefinition');
  const read = (name: 'assignee' | 'candidateGroups' | 'candidateUsers') => {
    const given = text(owner, name);
    const place = { elementId, path: `assignmentDefinition.${name}` };
    const isList = name !== 'assignee' && given !== null && given.trim() !== '' && !isFeel(given);
    if (isList && given.split(',').some((entry) => entry.trim() === '')) {
      fault(draft, 'userTask.listInvalid', place, { value: given, attribute: name });
    }
    return optionalValue(draft, given, place);
  };
  const given = {
    assignee: read('assignee'),
    candidateGroups: read('candidateGroups'),
    candidateUsers: read('candidateUsers'),
  };
  const isAssigned = Object.values(given).some((part) => part !== null);
  const lane = isAssigned ? null : laneNameOf(index, elementId);
  return lane === null ? given : { ...given, candidateGroups: groupNamed(draft, lane, elementId) };
}

/** Static groups are separated by commas; a lane whose name has one becomes a FEEL list. */
function groupNamed(draft: Draft, name: string, elementId: string): Value {
  if (!name.includes(',') && !isFeel(name)) return { kind: 'static', value: name };
  return value(draft, `=[${JSON.stringify(name)}]`, { elementId, path: 'lane.name' });
}

function date(draft: Draft, owner: Node | null, name: 'dueDate' | 'followUpDate', elementId: string): Value | null {
  const given = text(owner, name);
  const place = { elementId, path: `taskSchedule.${name}` };
  if (given !== null && given.trim() !== '' && !isFeel(given) && parseInstant(given) === null) {
    fault(draft, 'userTask.dateInvalid', place, { value: given, attribute: name });
  }
  return optionalValue(draft, given, place);
}

/** Whole number from 0 to 100; 50 when absent, which the kernel knows. */
function priority(draft: Draft, node: Node, elementId: string): Value | null {
  const given = text(extension(node, 'zeebe:PriorityDefinition'), 'priority');
  const place = { elementId, path: 'priorityDefinition.priority' };
  if (given !== null && given.trim() !== '' && !isFeel(given)) {
    const fits = /^\s*\d{1,3}\s*$/.test(given) && Number(given) <= 100;
    if (!fits) fault(draft, 'userTask.priorityInvalid', place, { value: given });
  }
  return optionalValue(draft, given, place);
}

/** `zeebe:formDefinition` of a user task or start event. */
export function form(context: Context, node: Node, elementId: string, native: boolean): FormReference | null {
  const { draft } = context;
  const owner = extension(node, 'zeebe:FormDefinition');
  if (owner === null) return null;
  const formId = filled(owner, 'formId');
  const external = filled(owner, 'externalReference');
  const key = filled(owner, 'formKey');
  const given = Object.entries({ formId, externalReference: external, formKey: key }).filter(
    ([, text]) => text !== null,
  );
  const attributes = given.map(([name]) => name).join(', ');
  if (given.length > 1) fault(draft, 'form.several', { elementId, path: 'formDefinition' }, { attributes });
  if (!native && external !== null && node.$type === 'bpmn:UserTask') {
    fault(draft, 'form.externalOnJobTask', { elementId, path: 'formDefinition.externalReference' });
  }
  if (native && key !== null) fault(draft, 'form.keyOnNativeTask', { elementId, path: 'formDefinition.formKey' });
  const at = (part: string) => ({ elementId, path: `formDefinition.${part}` });
  if (formId !== null) {
    const bound = binding(draft, owner, { kind: 'form', id: formId }, at('formId'));
    return { kind: 'id', formId: value(draft, formId, at('formId')), binding: bound };
  }
  if (external !== null) return { kind: 'external', reference: value(draft, external, at('externalReference')) };
  if (key !== null) return formByKey(context, key, elementId);
  fault(draft, 'attribute.missing', { elementId, path: 'formDefinition' }, { attribute: 'formDefinition.formId' });
  return null;
}

const embeddedPrefix = 'camunda-forms:bpmn:';

/** `camunda-forms:bpmn:<id>` names a `zeebe:userTaskForm` of the process; any other key is the client's own. */
function formByKey({ draft, index }: Context, key: string, elementId: string): FormReference | null {
  const place = { elementId, path: 'formDefinition.formKey' };
  if (!key.startsWith(embeddedPrefix)) return { kind: 'external', reference: value(draft, key, place) };
  const form = key.slice(embeddedPrefix.length);
  const embedded = extensions(index.process, 'zeebe:UserTaskForm').find((candidate) => text(candidate, 'id') === form);
  if (embedded === undefined) {
    doubt(draft, 'form.embeddedMissing', place, { form });
    return null;
  }
  const parsed = parseJson(text(embedded, 'body') ?? '');
  if (parsed === undefined) doubt(draft, 'form.embeddedInvalid', place, { form });
  return parsed === undefined ? null : { kind: 'embedded', body: parsed };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
