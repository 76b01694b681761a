import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { UserTaskChange } from '../contract/event.ts';

/** What the job of a task listener answers. */
export interface ListenerResult {
  readonly denied: boolean;
  readonly reason: string;
  readonly corrections: UserTaskChange;
}

/** Reads the result of a job; anything else than its known parts is left aside. An empty text takes a value away. */
export function readListenerResult(result: Json | undefined): ListenerResult {
  const given = isObject(result) ? result : {};
  return {
    denied: given.denied === true,
    reason: typeof given.deniedReason === 'string' ? given.deniedReason : '',
    corrections: isObject(given.corrections) ? readCorrections(given.corrections) : {},
  };
}

function readCorrections(given: JsonObject): UserTaskChange {
  const { assignee, dueDate, followUpDate, candidateGroups, candidateUsers, priority } = given;
  return {
    ...(typeof assignee === 'string' && { assignee: emptied(assignee) }),
    ...(typeof dueDate === 'string' && { dueDate: emptied(dueDate) }),
    ...(typeof followUpDate === 'string' && { followUpDate: emptied(followUpDate) }),
    ...(isTexts(candidateGroups) && { candidateGroups }),
    ...(isTexts(candidateUsers) && { candidateUsers }),
    ...(typeof priority === 'number' && { priority }),
  };
}

function emptied(text: string): string | null {
  return text === '' ? null : text;
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
