import type { JsonObject } from '#engine/contracts/json.ts';
import type { UserTaskChange, UserTaskDetails, UserTaskProposal } from '../contract/event.ts';
import type { Linked } from '../contract/linked.ts';
import type { ElementInstance, InstanceState, Key } from '../contract/state.ts';
import type { UserTaskWait } from '../contract/wait.ts';

type Headers = Readonly<Record<string, string>>;

/** The headers of the task listener at work on this element; null when there is none. */
export function taskListenerHeaders(linked: Linked, state: InstanceState, instance: ElementInstance): Headers | null {
  const open = openTaskOf(state, instance);
  const element = linked.definition.elements[instance.element];
  if (open?.wait.pending == null || element?.kind !== 'userTask') return null;
  const { pending, task } = open.wait;
  const listener = element.taskListeners.filter(({ eventType }) => eventType === pending.event)[pending.listener];
  return { ...listener?.headers, ...reservedHeaders(open.key, task, pending) };
}

/** What a completion or update is to bring, while its task listeners decide; they see it before the task's own variables. */
export function proposedVariables(state: InstanceState, instance: ElementInstance): JsonObject {
  return openTaskOf(state, instance)?.wait.pending?.variables ?? {};
}

/** The open user task of an element instance. */
export function openTaskOf(
  state: InstanceState,
  { waitKeys }: ElementInstance,
): { readonly key: Key; readonly wait: UserTaskWait } | null {
  for (const key of Object.keys(waitKeys)) {
    const wait = state.waits[key];
    if (wait?.kind === 'userTask') return { key, wait };
  }
  return null;
}

const reserved = 'io.camunda.zeebe:';

/** What a task listener is told of the task as it is to become, in headers whose prefix nobody else may use. */
export function reservedHeaders(
  key: Key,
  task: UserTaskDetails,
  { change, assigns, action, event, variables }: UserTaskProposal,
): Headers {
  const next: UserTaskDetails = { ...task, ...(assigns !== undefined && { assignee: assigns }), ...change };
  const changed = changedAttributes(change, event === 'updating' ? variables : {});
  const told: Readonly<Record<string, string | null>> = {
    userTaskKey: key,
    changedAttributes: changed.length === 0 ? null : JSON.stringify(changed),
    assignee: next.assignee,
    candidateGroups: next.candidateGroups.length === 0 ? null : JSON.stringify(next.candidateGroups),
    candidateUsers: next.candidateUsers.length === 0 ? null : JSON.stringify(next.candidateUsers),
    dueDate: next.dueDate,
    followUpDate: next.followUpDate,
    formKey: next.externalFormReference,
    priority: String(next.priority),
    action: action === '' ? null : action,
  };
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) => (value === null ? [] : [[`${reserved}${name}`, value]])),
  );
}

/** The names that Zeebe gives to what changes. */
function changedAttributes(change: UserTaskChange, variables: JsonObject): readonly string[] {
  const names: readonly (readonly [keyof UserTaskChange, string])[] = [
    ['assignee', 'assignee'],
    ['candidateGroups', 'candidateGroupsList'],
    ['candidateUsers', 'candidateUsersList'],
    ['dueDate', 'dueDate'],
    ['followUpDate', 'followUpDate'],
    ['priority', 'priority'],
  ];
  const changed = names.flatMap(([property, name]) => (change[property] === undefined ? [] : [name]));
  return Object.keys(variables).length === 0 ? changed : [...changed, 'variables'];
}
