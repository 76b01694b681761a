import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { EventSubject } from './read-timeline.ts';

/** Longer values are for the variables view. */
const longestText = 500;

/** What the sentence about an event needs; empty where its type says all. */
export function timelineValues(type: string, event: JsonObject, subject: EventSubject | null): Record<string, Json> {
  const values = pick(event, ownValues[type] ?? []);
  switch (type) {
    case 'jobCreated':
      return { ...values, ...renamed(event['job'], { type: 'jobType', execution: 'execution' }) };
    case 'userTaskCreated':
      return { ...values, ...renamed(event['task'], { name: 'name', assignee: 'assignee', dueDate: 'dueAt' }) };
    case 'userTaskChanged':
      return {
        ...values,
        ...renamed(event['change'], { assignee: 'assignee', dueDate: 'dueAt', priority: 'priority' }),
      };
    case 'timerStarted':
      return { ...values, dueAt: instantOf(event['due']) };
    case 'incidentRaised':
      return { ...values, ...renamed(event, { incident: 'errorType' }) };
    case 'childStarted':
    case 'childEnded':
      return { ...values, ...renamed(event, { child: 'processInstanceKey', processId: 'processDefinitionId' }) };
    case 'messageCorrelated':
    case 'messageUnsubscribed':
      return { ...values, messageName: subject?.detail ?? '' };
    case 'signalCaught':
    case 'signalUnsubscribed':
      return { ...values, signalName: subject?.detail ?? '' };
    default:
      return type.startsWith('job') ? { ...values, jobType: subject?.detail ?? '' } : values;
  }
}

/** Properties that are told as they are. */
const ownValues: Readonly<Record<string, readonly string[]>> = {
  instanceEnded: ['status'],
  businessIdAssigned: ['businessId'],
  variableSet: ['name', 'value', 'change'],
  jobFailed: ['message'],
  jobRetried: ['retries'],
  jobErrorThrown: ['code', 'message'],
  userTaskChanged: ['action'],
  userTaskCompleted: ['action'],
  userTaskChangeDenied: ['reason'],
  messageSubscribed: ['messageName', 'correlationKey'],
  messageCorrelated: ['messageKey'],
  signalSubscribed: ['signalName'],
  incidentRaised: ['message'],
  itemCollected: ['index'],
  errorThrown: ['code', 'catcher'],
  escalationThrown: ['code', 'catcher'],
  decisionEvaluated: ['decisionId', 'value'],
  childEnded: ['status'],
  flowTaken: ['flow'],
};

function pick(event: JsonObject, names: readonly string[]): Record<string, Json> {
  return Object.fromEntries(names.flatMap((name) => (event[name] === undefined ? [] : [[name, shorten(event[name])]])));
}

/** Properties of an object under other names; absent ones are left out. */
function renamed(from: Json | undefined, names: Readonly<Record<string, string>>): Record<string, Json> {
  if (typeof from !== 'object' || from === null || Array.isArray(from)) return {};
  const object = from as JsonObject;
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, told]) => {
      const value = object[name];
      return value === undefined || value === null ? [] : [[told, shorten(value)]];
    }),
  );
}

function shorten(value: Json): Json {
  const written = JSON.stringify(value);
  return written.length > longestText ? `${written.slice(0, longestText)}…` : value;
}

function instantOf(due: Json | undefined): string {
  return new Date(typeof due === 'number' ? due : 0).toISOString();
}
