import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { ElementId, FlowId } from '#engine/model/definition.ts';
import type { Command, CommandId } from './command.ts';
import type { PendingStep } from './pending-step.ts';
import type { ElementData, InstanceKind, Key, Parent } from './state.ts';

/** Every incident type Zeebe has that this engine can raise, and our own below it. */
export type IncidentType =
  | 'JOB_NO_RETRIES'
  | 'EXECUTION_LISTENER_NO_RETRIES'
  | 'TASK_LISTENER_NO_RETRIES'
  | 'AD_HOC_SUB_PROCESS_NO_RETRIES'
  | 'IO_MAPPING_ERROR'
  | 'CONDITION_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'FORM_NOT_FOUND'
  | 'RESOURCE_NOT_FOUND'
  | 'MESSAGE_SIZE_EXCEEDED'
  | 'UNKNOWN'
  | 'UNSPECIFIED';

/**
 * What happened, in order. The state is these events applied one after the other, and so is the read model: released
 * events keep their meaning for ever. `at` is the step's `now` in epoch milliseconds.
 */
export type Event = { readonly at: number } & EventBody;

/** An event without its time. */
export type EventBody =
  | {
      readonly type: 'instanceCreated';
      readonly key: Key;
      readonly definition: string;
      readonly processId: string;
      readonly flags: readonly number[];
      readonly tenantId: string;
      readonly businessId: string | null;
      readonly root: Key;
      readonly parent: Parent | null;
    }
  | { readonly type: 'instanceSuspended' }
  | { readonly type: 'instanceResumed' }
  | { readonly type: 'instanceMigrated'; readonly definition: string; readonly mapping: readonly ElementMapping[] }
  | { readonly type: 'businessIdAssigned'; readonly businessId: string }
  /** The root scope ended. */
  | {
      readonly type: 'instanceEnded';
      readonly status: 'completed' | 'terminated';
      readonly result: JsonObject | null;
      /** A child that ends by an uncaught error or escalation tells its parent. */
      readonly thrown: {
        readonly kind: 'error' | 'escalation';
        readonly code: string;
        readonly variables: JsonObject;
      } | null;
    }
  | {
      readonly type: 'elementActivating';
      readonly key: Key;
      readonly element: ElementId;
      readonly kind: InstanceKind;
      readonly scope: Key | null;
      /** Multi-instance item: index from 0 and its value, never the collection. */
      readonly item?: { readonly index: number; readonly value: Json };
      /** The flow whose token it takes; absent when nothing flowed here (start events, items, a triggered event). */
      readonly flow?: FlowId;
      readonly data?: ElementData;
    }
  | { readonly type: 'elementActivated'; readonly key: Key }
  | { readonly type: 'elementCompleting'; readonly key: Key }
  | { readonly type: 'elementCompleted'; readonly key: Key }
  | { readonly type: 'elementTerminating'; readonly key: Key }
  | { readonly type: 'elementTerminated'; readonly key: Key }
  | { readonly type: 'flowTaken'; readonly flow: FlowId; readonly scope: Key }
  /** `key` is the variable's own key; it stays the same over updates. */
  | {
      readonly type: 'variableSet';
      readonly key: Key;
      readonly scope: Key;
      readonly name: string;
      readonly value: Json;
      readonly change: 'created' | 'updated';
    }
  | { readonly type: 'jobCreated'; readonly key: Key; readonly job: Job }
  | { readonly type: 'jobCompleted'; readonly key: Key; readonly variables: JsonObject }
  /** Out of retries; above zero the job's owner counts them (the store for external jobs, Temporal for activities). */
  | { readonly type: 'jobFailed'; readonly key: Key; readonly message: string }
  /** A person has given it retries; a failed job goes back to work only with `jobRetried`. */
  | { readonly type: 'jobRetriesUpdated'; readonly key: Key; readonly retries: number }
  /** Its incident is resolved: it can be taken again. */
  | { readonly type: 'jobRetried'; readonly key: Key; readonly retries: number }
  | {
      readonly type: 'jobErrorThrown';
      readonly key: Key;
      readonly code: string;
      readonly message: string;
      readonly variables: JsonObject;
    }
  | { readonly type: 'jobCancelled'; readonly key: Key }
  | { readonly type: 'userTaskCreated'; readonly key: Key; readonly task: UserTaskDetails }
  | {
      readonly type: 'userTaskChanged';
      readonly key: Key;
      readonly action: string;
      readonly change: UserTaskChange;
    }
  | {
      readonly type: 'userTaskCompleted';
      readonly key: Key;
      readonly action: string;
      readonly variables: JsonObject;
    }
  | { readonly type: 'userTaskCancelled'; readonly key: Key }
  /** What is to happen to the task waits for a task listener, its corrections so far included. */
  | { readonly type: 'userTaskChangeProposed'; readonly key: Key; readonly proposal: UserTaskProposal }
  /** A task listener has said no: the task stays as it was. */
  | {
      readonly type: 'userTaskChangeDenied';
      readonly key: Key;
      readonly event: TaskListenerEvent;
      readonly reason: string;
    }
  | {
      readonly type: 'timerStarted';
      readonly key: Key;
      readonly elementInstance: Key;
      /** The catching element: a boundary event of the instance's element, or the element itself. */
      readonly element: ElementId;
      /** Multiple events: which of its triggers this is, from 0. */
      readonly part?: number;
      readonly due: number;
      /** Remaining repetitions after this one; -1 without end. */
      readonly repetitions: number;
      readonly command: CommandId;
    }
  | { readonly type: 'timerFired'; readonly key: Key }
  | { readonly type: 'timerCancelled'; readonly key: Key }
  | {
      readonly type: 'messageSubscribed';
      readonly key: Key;
      readonly elementInstance: Key;
      readonly element: ElementId;
      /** Multiple events: which of its triggers this is, from 0. */
      readonly part?: number;
      readonly messageName: string;
      readonly correlationKey: string;
      /** A non-interrupting event stays subscribed after a correlation. */
      readonly interrupting: boolean;
    }
  | {
      readonly type: 'messageCorrelated';
      readonly key: Key;
      readonly messageKey: Key;
      readonly variables: JsonObject;
    }
  | { readonly type: 'messageUnsubscribed'; readonly key: Key }
  | {
      readonly type: 'signalSubscribed';
      readonly key: Key;
      readonly elementInstance: Key;
      readonly element: ElementId;
      /** Multiple events: which of its triggers this is, from 0. */
      readonly part?: number;
      readonly signalName: string;
    }
  | { readonly type: 'signalCaught'; readonly key: Key; readonly variables: JsonObject }
  | { readonly type: 'signalUnsubscribed'; readonly key: Key }
  | {
      readonly type: 'conditionSubscribed';
      readonly key: Key;
      readonly elementInstance: Key;
      readonly element: ElementId;
      /** Multiple events: which of its triggers this is, from 0. */
      readonly part?: number;
    }
  | { readonly type: 'conditionMet'; readonly key: Key }
  | { readonly type: 'conditionUnsubscribed'; readonly key: Key }
  | {
      readonly type: 'incidentRaised';
      readonly key: Key;
      readonly elementInstance: Key;
      readonly element: ElementId;
      readonly incident: IncidentType;
      readonly message: string;
      readonly job: Key | null;
      /** What resolving it runs again. */
      readonly retry: PendingStep | null;
    }
  | { readonly type: 'incidentResolved'; readonly key: Key }
  | {
      readonly type: 'compensationSubscribed';
      readonly key: Key;
      /** The scope instance that keeps it: compensation is thrown there. */
      readonly scope: Key;
      /** The completed activity. */
      readonly element: ElementId;
      /** What undoes it; null for a subprocess, whose own activities are compensated. */
      readonly handler: ElementId | null;
      /** Handler that is an event subprocess: the variables of the completed subprocess, which it sees again. */
      readonly variables?: JsonObject;
      /** The subprocess's subscription under which this one lies, once that subprocess has completed. */
      readonly parent: Key | null;
    }
  | { readonly type: 'compensationTriggered'; readonly key: Key; readonly elementInstance: Key }
  | { readonly type: 'compensationCompleted'; readonly key: Key }
  | { readonly type: 'compensationDropped'; readonly key: Key }
  /** A multi-instance body has read its collection; the items follow in small pieces. */
  | {
      readonly type: 'multiInstanceStarted';
      readonly body: Key;
      readonly total: number;
      readonly outputCollection: string | null;
    }
  | { readonly type: 'itemsRead'; readonly body: Key; readonly items: readonly Json[] }
  /** Output of one multi-instance item: index from 0, never the collection. */
  | { readonly type: 'itemCollected'; readonly body: Key; readonly index: number; readonly value: Json }
  | { readonly type: 'errorThrown'; readonly elementInstance: Key; readonly code: string; readonly catcher: ElementId }
  | {
      readonly type: 'escalationThrown';
      readonly elementInstance: Key;
      readonly code: string;
      readonly catcher: ElementId | null;
    }
  | {
      readonly type: 'decisionEvaluated';
      readonly key: Key;
      readonly elementInstance: Key;
      /** Key of the decision instance's explanation in the store, when the host stored one. */
      readonly decisionId: string;
      readonly decisionKey: Key | null;
      readonly value: Json;
      readonly explanation: Json;
    }
  | {
      readonly type: 'childStarted';
      readonly elementInstance: Key;
      readonly child: Key;
      readonly processId: string;
    }
  | { readonly type: 'childEnded'; readonly elementInstance: Key; readonly child: Key; readonly status: string }
  | { readonly type: 'keysLeased'; readonly first: Key; readonly last: Key }
  /** Work for the host is due; kept until it is answered or withdrawn. */
  | { readonly type: 'commandSent'; readonly command: Command }
  | { readonly type: 'commandSettled'; readonly command: CommandId }
  /** An interruption takes back all tokens of a scope that have not reached an element yet. */
  | { readonly type: 'tokensDropped'; readonly scope: Key }
  /**
   * Bookkeeping of the kernel's own queue, counts and element data; readers of history skip it. `queued` and `dequeued`
   * appear only where a budget stopped a step, and do not count in the digest.
   */
  | { readonly type: 'queued'; readonly step: PendingStep }
  | { readonly type: 'dequeued' }
  | { readonly type: 'tokenArrived'; readonly scope: Key; readonly gateway: ElementId; readonly flow: FlowId }
  | { readonly type: 'joined'; readonly scope: Key; readonly gateway: ElementId; readonly flows: readonly FlowId[] }
  | { readonly type: 'dataSet'; readonly key: Key; readonly data: ElementData };

export type EventType = Event['type'];

/** Who runs a job: a worker outside by `/v2/jobs`, a Temporal activity, or a local activity. */
export type JobExecution = 'external' | 'activity' | 'local';

export interface Job {
  readonly kind: 'bpmnElement' | 'executionListener' | 'taskListener' | 'adHocSubProcess';
  readonly execution: JobExecution;
  readonly type: string;
  readonly retries: number;
  readonly priority: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly element: ElementId;
  readonly elementInstance: Key;
  /** Listener jobs: `start`, `end`, `completing` … */
  readonly listenerEvent: string | null;
}

export interface UserTaskDetails {
  readonly element: ElementId;
  readonly elementInstance: Key;
  readonly name: string | null;
  readonly assignee: string | null;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** ISO-8601 date-times with offset, null = none. */
  readonly dueDate: string | null;
  readonly followUpDate: string | null;
  readonly priority: number;
  readonly formId: string | null;
  readonly formHash: string | null;
  readonly externalFormReference: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Only what changes is present. */
export interface UserTaskChange {
  readonly assignee?: string | null;
  readonly candidateGroups?: readonly string[];
  readonly candidateUsers?: readonly string[];
  readonly dueDate?: string | null;
  readonly followUpDate?: string | null;
  readonly priority?: number;
}

export type TaskListenerEvent = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';

/** A step in a user task's life that its task listeners are asked about first. */
export interface UserTaskProposal {
  readonly event: TaskListenerEvent;
  /** Index of the listener at work, from 0. */
  readonly listener: number;
  readonly action: string;
  readonly change: UserTaskChange;
  /** What a completion or a change of variables brings. */
  readonly variables: JsonObject;
  /** `updating`: variables go into the task's own scope. */
  readonly local?: boolean;
  /** `creating`: whom the task is to be given to next, which the `assigning` listeners decide on. */
  readonly assigns?: string;
}

export interface ElementMapping {
  readonly source: ElementId;
  readonly target: ElementId;
}
