import type { Json } from '#engine/contracts/json.ts';
import type { FormReference, JobDefinition, UserTask, Value } from '#engine/model/definition.ts';
import { parseInstant } from '#engine/model/iso8601.ts';
import { type Attempt, done, failed } from '../attempt.ts';
import type { UserTaskDetails } from '../contract/event.ts';
import type { ElementInstance } from '../contract/state.ts';
import type { Run } from '../run.ts';
import { withOffset } from './date-times.ts';
import { describeValue, evaluateNumber, evaluateText, evaluateValue, isStrict, show } from './expressions.ts';
import { say } from '../words/say.ts';

const defaultPriority = 50;

/** Evaluates who may do the task, until when, and with which form; once, when it activates (UST2). */
export function planUserTask(run: Run, element: UserTask, instance: ElementInstance): Attempt<UserTaskDetails> {
  const assignee = assigneeOf(run, element.assignee, instance);
  if (!assignee.ok) return assignee;
  const groups = names(run, element.candidateGroups, instance);
  if (!groups.ok) return groups;
  const users = names(run, element.candidateUsers, instance);
  if (!users.ok) return users;
  const dueDate = dateTime(run, element.dueDate, instance);
  if (!dueDate.ok) return dueDate;
  const followUpDate = dateTime(run, element.followUpDate, instance);
  if (!followUpDate.ok) return followUpDate;
  const priority = taskPriority(run, element.priority, instance);
  if (!priority.ok) return priority;
  const form = planForm(run, element.form, instance);
  if (!form.ok) return form;
  const nobody = element.assignee === null && element.candidateGroups === null && element.candidateUsers === null;
  return done({
    element: element.id,
    elementInstance: instance.key,
    name: element.name,
    assignee: assignee.value,
    candidateGroups: nobody ? laneOf(run, element.id) : groups.value,
    candidateUsers: users.value,
    dueDate: dueDate.value,
    followUpDate: followUpDate.value,
    priority: priority.value,
    ...form.value,
    headers: element.headers,
  });
}

/** The lane that a task lies in is its group when the diagram names nobody (UST3). */
function laneOf(run: Run, element: string): readonly string[] {
  const lane = run.linked.definition.lanes.filter(({ elements }) => elements.includes(element)).at(-1);
  return lane?.name == null ? [] : [lane.name];
}

/** An expression that names nobody is no assignee that was left out: null is an incident, an empty text is nobody. */
function assigneeOf(run: Run, value: Value | null, instance: ElementInstance): Attempt<string | null> {
  if (value?.kind !== 'feel' || !isStrict(run)) return optionalText(run, value, instance);
  const text = evaluateText(run, value, instance.key);
  return text.ok && text.value === '' ? done(null) : text;
}

function optionalText(run: Run, value: Value | null, instance: ElementInstance): Attempt<string | null> {
  if (value === null) return done(null);
  const result = evaluateValue(run, value, instance.key);
  if (!result.ok) return result;
  if (result.value === null || result.value === '') return done(null);
  if (typeof result.value === 'string') return done(result.value);
  return failed(
    'EXTRACT_VALUE_ERROR',
    say('value.text', { given: describeValue(run, value), value: show(result.value) }),
  );
}

/** Names separated by commas, or a list of texts. */
function names(run: Run, value: Value | null, instance: ElementInstance): Attempt<readonly string[]> {
  if (value === null) return done([]);
  const result = evaluateValue(run, value, instance.key);
  if (!result.ok) return result;
  if (result.value === null && !isStrict(run)) return done([]);
  if (typeof result.value === 'string' && value.kind === 'static') {
    return done(result.value.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])));
  }
  if (isTexts(result.value)) return done(result.value);
  const given = describeValue(run, value);
  return failed('EXTRACT_VALUE_ERROR', say('value.texts', { given, value: show(result.value) }));
}

function isTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function dateTime(run: Run, value: Value | null, instance: ElementInstance): Attempt<string | null> {
  const text = optionalText(run, value, instance);
  if (!text.ok || text.value === null || value === null) return text;
  const instant = withOffset(run, value, text.value);
  if (parseInstant(instant) !== null) return done(instant);
  return failed('EXTRACT_VALUE_ERROR', say('userTask.date', { text: text.value }));
}

function taskPriority(run: Run, value: Value | null, instance: ElementInstance): Attempt<number> {
  if (value === null) return done(defaultPriority);
  const number = evaluateNumber(run, value, instance.key);
  if (!number.ok) return number;
  const priority = isStrict(run) ? number.value : Math.trunc(number.value);
  if (Number.isInteger(priority) && priority >= 0 && priority <= 100) return done(priority);
  return failed('EXTRACT_VALUE_ERROR', say('userTask.priority', { priority: String(priority) }));
}

type Form = Pick<UserTaskDetails, 'formId' | 'formHash' | 'externalFormReference'>;

function planForm(run: Run, form: FormReference | null, instance: ElementInstance): Attempt<Form> {
  if (form === null) return done({ formId: null, formHash: null, externalFormReference: null });
  switch (form.kind) {
    case 'id': {
      const formId = evaluateText(run, form.formId, instance.key);
      if (!formId.ok) return formId;
      const formHash = form.binding.type === 'deployment' ? form.binding.hash : null;
      return done({ formId: formId.value, formHash, externalFormReference: null });
    }
    case 'external': {
      const reference = evaluateText(run, form.reference, instance.key);
      if (!reference.ok) return reference;
      return done({ formId: null, formHash: null, externalFormReference: reference.value });
    }
    case 'embedded':
      return done({ formId: null, formHash: null, externalFormReference: null });
  }
}

const reserved = 'io.camunda.zeebe:';

/** A user task that is a job: who may do it travels in reserved headers. */
export function userTaskJob(element: UserTask, task: UserTaskDetails): JobDefinition {
  const headers: Record<string, string> = { ...element.headers };
  if (task.assignee !== null) headers[`${reserved}assignee`] = task.assignee;
  if (task.candidateGroups.length > 0) headers[`${reserved}candidateGroups`] = JSON.stringify(task.candidateGroups);
  if (task.candidateUsers.length > 0) headers[`${reserved}candidateUsers`] = JSON.stringify(task.candidateUsers);
  if (task.dueDate !== null) headers[`${reserved}dueDate`] = task.dueDate;
  if (task.followUpDate !== null) headers[`${reserved}followUpDate`] = task.followUpDate;
  if (task.externalFormReference !== null) headers[`${reserved}formKey`] = task.externalFormReference;
  const type = { kind: 'static', value: `${reserved}userTask` } as const;
  return { type, retries: { kind: 'static', value: '1' }, headers, priority: null };
}
