import type { ActivityManifest } from '#engine/contracts/activity.ts';
import type { Json } from '#engine/contracts/json.ts';
import type { DataAssignment, DataAssociation, DataItem } from './definition-data.ts';
import type { ExpressionId, Value } from './definition-value.ts';

export type { DataAssignment, DataAssociation, DataItem, ExpressionId, Value };

/** The id that an element has in the diagram. */
export type ElementId = string;
export type FlowId = string;

/** Where a resource named by id is taken from. `latest` is resolved when the element activates. */
export type Binding =
  | { readonly type: 'latest' }
  /** The one of the same deployment; its content hash is known, null when the deployment holds none. */
  | { readonly type: 'deployment'; readonly hash: string | null }
  | { readonly type: 'versionTag'; readonly versionTag: Value };

export interface ExpressionSource {
  /** Text without the leading `=`. */
  readonly source: string;
  /** Where it stands, for messages: `Task_Check > ioMapping > input[0].source`. */
  readonly path: string;
}

/** One executable process, compiled from BPMN: plain JSON, frozen, stored under the hash of its content. */
export interface Definition {
  readonly format: 1;
  readonly processId: string;
  readonly name: string | null;
  readonly versionTag: string | null;
  /** Every element of the process by id; the process itself stands under `processId`. */
  readonly elements: Readonly<Record<ElementId, Element>>;
  readonly flows: Readonly<Record<FlowId, SequenceFlow>>;
  readonly expressions: readonly ExpressionSource[];
  /** Job types bound to activities when this was deployed; a type that is absent is an external job. */
  readonly activities: Readonly<Record<string, ActivityManifest>>;
  readonly lanes: readonly Lane[];
  readonly dataObjects: readonly DataItem[];
  /** Message flows between pools of the same file, as correlation (source element, target element). */
  readonly messageFlows: readonly MessageFlow[];
  /** `silkflow:sensitivity`: variables that logs, exports and pages mask unless a permission opens them. */
  readonly sensitivity?: readonly Sensitivity[];
  /** `silkflow:calendar`: id of the working calendar that service levels of this process are counted in. */
  readonly calendar?: string;
}

export interface Sensitivity {
  readonly variable: string;
  readonly level: 'personal' | 'confidential' | 'secret';
}

/** `silkflow:sla`: a promise about how long this may take; measured and shown, it never changes the flow. */
export interface ServiceLevel {
  /** ISO-8601 duration or FEEL that gives one. */
  readonly target: Value;
  /** Share of the target, 1 to 99 per cent, after which the element counts as at risk. */
  readonly warnAtPercent: number;
  /** Working calendar; null = the process's, else every hour counts. */
  readonly calendar: string | null;
}

/** `silkflow:retry`: spacing of a job's attempts; their number is `JobDefinition.retries`. */
export interface RetryBackoff {
  readonly initialIntervalMs: number;
  readonly coefficient: number;
  readonly maximumIntervalMs: number;
}

export interface SequenceFlow {
  readonly id: FlowId;
  readonly name: string | null;
  readonly source: ElementId;
  readonly target: ElementId;
  readonly condition: ExpressionId | null;
}

export interface Lane {
  readonly id: string;
  readonly name: string | null;
  readonly elements: readonly ElementId[];
}

export interface MessageFlow {
  readonly id: string;
  readonly source: ElementId;
  readonly target: ElementId;
}

export interface Mapping {
  /** Null stands for an empty source: the target becomes null. */
  readonly source: Value | null;
  /** Path of the target: `order.total` is `['order', 'total']`. */
  readonly target: readonly string[];
}

export interface Listener {
  readonly eventType: string;
  readonly type: Value;
  readonly retries: Value;
  readonly headers: Readonly<Record<string, string>>;
}

export interface JobDefinition {
  readonly type: Value;
  readonly retries: Value;
  readonly headers: Readonly<Record<string, string>>;
  readonly priority: Value | null;
  /** `silkflow:` additions; absent = what the activity's manifest says. */
  readonly backoff?: RetryBackoff;
  /** `silkflow:timeout`: longest duration of one attempt, in milliseconds. */
  readonly timeoutMs?: number;
  /** `silkflow:execution local="true"`: run as a local activity; the author promises that it is short and idempotent. */
  readonly local?: boolean;
}

export interface Message {
  readonly name: Value;
  /** Null only where a process-level start event catches the message. */
  readonly correlationKey: ExpressionId | null;
}

export type Timer =
  | { readonly kind: 'date'; readonly value: Value }
  | { readonly kind: 'duration'; readonly value: Value }
  | { readonly kind: 'cycle'; readonly value: Value };

/** What an event waits for. `multiple` holds at least two; with `parallel` all of them must come. */
export type Trigger =
  | { readonly kind: 'none' }
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'timer'; readonly timer: Timer }
  /** `code` null catches every error. */
  | { readonly kind: 'error'; readonly code: string | null }
  | { readonly kind: 'escalation'; readonly code: string | null }
  | { readonly kind: 'signal'; readonly name: Value }
  | {
      readonly kind: 'conditional';
      readonly condition: ExpressionId;
      readonly variableNames: readonly string[] | null;
      readonly variableEvents: readonly ('create' | 'update')[] | null;
    }
  | { readonly kind: 'compensation' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'link'; readonly name: string }
  | { readonly kind: 'multiple'; readonly parallel: boolean; readonly of: readonly Trigger[] };

/** What an event does when it is reached. */
export type Throw =
  | { readonly kind: 'none' }
  /** Message by a job (Zeebe) or, natively, by the engine's own inbox. */
  | { readonly kind: 'messageJob'; readonly job: JobDefinition }
  | { readonly kind: 'message'; readonly publish: MessagePublication }
  | { readonly kind: 'error'; readonly code: Value }
  | { readonly kind: 'escalation'; readonly code: Value }
  | { readonly kind: 'signal'; readonly name: Value }
  /** Null compensates everything completed in the scope. */
  | { readonly kind: 'compensation'; readonly activity: ElementId | null }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'link'; readonly target: ElementId }
  | { readonly kind: 'multiple'; readonly of: readonly Throw[] };

export interface MessagePublication {
  readonly name: Value;
  readonly correlationKey: Value;
  readonly messageId: Value | null;
  /** Milliseconds or an ISO-8601 duration. */
  readonly timeToLive: Value | null;
}

export interface MultiInstance {
  readonly kind: 'multiInstance';
  readonly sequential: boolean;
  readonly inputCollection: ExpressionId;
  readonly inputElement: string | null;
  readonly outputCollection: string | null;
  readonly outputElement: ExpressionId | null;
  readonly completionCondition: ExpressionId | null;
}

/** BPMN standard loop: runs again while the condition holds. */
export interface StandardLoop {
  readonly kind: 'standardLoop';
  readonly testBefore: boolean;
  readonly maximum: number | null;
  readonly condition: ExpressionId | null;
}

interface ElementBase {
  readonly id: ElementId;
  readonly name: string | null;
  /** The container it lies in; null for the process. */
  readonly scope: ElementId | null;
  readonly incoming: readonly FlowId[];
  readonly outgoing: readonly FlowId[];
  readonly defaultFlow: FlowId | null;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  readonly listeners: readonly Listener[];
  readonly properties: Readonly<Record<string, string>>;
  readonly sla?: ServiceLevel;
}

interface ActivityBase extends ElementBase {
  /** Boundary events attached to it. */
  readonly boundary: readonly ElementId[];
  readonly loop: MultiInstance | StandardLoop | null;
  /** The activity that undoes this one, reached through a compensation boundary event and an association. */
  readonly compensationHandler: ElementId | null;
  readonly isForCompensation: boolean;
  readonly dataInputs: readonly DataAssociation[];
  readonly dataOutputs: readonly DataAssociation[];
}

/** Absent = none, as in everything compiled before events had data. */
interface CatchEventBase extends ElementBase {
  readonly dataOutputs?: readonly DataAssociation[];
}
interface ThrowEventBase extends ElementBase {
  readonly dataInputs?: readonly DataAssociation[];
}

interface ContainerBase {
  readonly children: readonly ElementId[];
  /** Start events that are not of an event subprocess, in declared order. */
  readonly startEvents: readonly ElementId[];
  readonly eventSubProcesses: readonly ElementId[];
}

export interface Process extends ElementBase, ContainerBase {
  readonly kind: 'process';
  readonly jobPriority: Value | null;
}
export interface SubProcess extends ActivityBase, ContainerBase {
  readonly kind: 'subProcess';
}
export interface EventSubProcess extends ElementBase, ContainerBase {
  readonly kind: 'eventSubProcess';
}
export interface Transaction extends ActivityBase, ContainerBase {
  readonly kind: 'transaction';
}
export interface AdHocSubProcess extends ActivityBase, ContainerBase {
  readonly kind: 'adHocSubProcess';
  readonly activeElements: ExpressionId | null;
  readonly completionCondition: ExpressionId | null;
  readonly cancelRemainingInstances: boolean;
  readonly outputCollection: string | null;
  readonly outputElement: ExpressionId | null;
  readonly job: JobDefinition | null;
}

export interface Task extends ActivityBase {
  readonly kind: 'task' | 'manualTask';
}
export interface ServiceTask extends ActivityBase {
  readonly kind: 'serviceTask';
  readonly job: JobDefinition;
}
/** By a job as in Zeebe, or natively by the engine's inbox (`zeebe:publishMessage`). */
export interface SendTask extends ActivityBase {
  readonly kind: 'sendTask';
  readonly send: JobSend | MessageSend;
}
export interface JobSend {
  readonly kind: 'job';
  readonly job: JobDefinition;
}
export interface MessageSend {
  readonly kind: 'message';
  readonly publish: MessagePublication;
}
export interface ReceiveTask extends ActivityBase {
  readonly kind: 'receiveTask';
  readonly message: Message;
  readonly instantiate: boolean;
}
export interface UserTask extends ActivityBase {
  readonly kind: 'userTask';
  /** Without `zeebe:userTask` it is a job of type `io.camunda.zeebe:userTask`. */
  readonly native: boolean;
  readonly assignee: Value | null;
  readonly candidateGroups: Value | null;
  readonly candidateUsers: Value | null;
  readonly dueDate: Value | null;
  readonly followUpDate: Value | null;
  readonly priority: Value | null;
  readonly form: FormReference | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly taskListeners: readonly Listener[];
}
export type FormReference =
  | { readonly kind: 'id'; readonly formId: Value; readonly binding: Binding }
  | { readonly kind: 'external'; readonly reference: Value }
  | { readonly kind: 'embedded'; readonly body: Json };
export interface ScriptTask extends ActivityBase {
  readonly kind: 'scriptTask';
  readonly script:
    | { readonly kind: 'feel'; readonly expression: ExpressionId; readonly resultVariable: string }
    | { readonly kind: 'job'; readonly job: JobDefinition };
}
export interface BusinessRuleTask extends ActivityBase {
  readonly kind: 'businessRuleTask';
  readonly rule:
    | {
        readonly kind: 'decision';
        readonly decisionId: Value;
        readonly resultVariable: string;
        readonly binding: Binding;
      }
    | { readonly kind: 'job'; readonly job: JobDefinition };
}
export interface CallActivity extends ActivityBase {
  readonly kind: 'callActivity';
  readonly processId: Value;
  readonly binding: Binding;
  readonly propagateAllChildVariables: boolean;
  readonly propagateAllParentVariables: boolean;
  readonly businessId: Value | null;
}

export interface ExclusiveGateway extends ElementBase {
  readonly kind: 'exclusiveGateway';
}
export interface ParallelGateway extends ElementBase {
  readonly kind: 'parallelGateway';
}
export interface InclusiveGateway extends ElementBase {
  readonly kind: 'inclusiveGateway';
}
export interface EventBasedGateway extends ElementBase {
  readonly kind: 'eventBasedGateway';
  readonly instantiate: boolean;
  /** All of its events must come (only with `instantiate`). */
  readonly parallel: boolean;
}
export interface ComplexGateway extends ElementBase {
  readonly kind: 'complexGateway';
  readonly activationCondition: ExpressionId | null;
}

export interface StartEvent extends CatchEventBase {
  readonly kind: 'startEvent';
  readonly trigger: Trigger;
  /** Meaningful in an event subprocess only. */
  readonly interrupting: boolean;
  readonly form: FormReference | null;
}
export interface IntermediateCatchEvent extends CatchEventBase {
  readonly kind: 'intermediateCatchEvent';
  readonly trigger: Trigger;
}
export interface IntermediateThrowEvent extends ThrowEventBase {
  readonly kind: 'intermediateThrowEvent';
  readonly throws: Throw;
}
export interface BoundaryEvent extends CatchEventBase {
  readonly kind: 'boundaryEvent';
  readonly trigger: Trigger;
  readonly attachedTo: ElementId;
  readonly interrupting: boolean;
}
export interface EndEvent extends ThrowEventBase {
  readonly kind: 'endEvent';
  readonly throws: Throw;
}

export type Container = Process | SubProcess | EventSubProcess | Transaction | AdHocSubProcess;
export type Activity =
  | SubProcess
  | Transaction
  | AdHocSubProcess
  | Task
  | ServiceTask
  | SendTask
  | ReceiveTask
  | UserTask
  | ScriptTask
  | BusinessRuleTask
  | CallActivity;
export type Gateway = ExclusiveGateway | ParallelGateway | InclusiveGateway | EventBasedGateway | ComplexGateway;
export type Event = StartEvent | IntermediateCatchEvent | IntermediateThrowEvent | BoundaryEvent | EndEvent;
export type Element = Process | EventSubProcess | Activity | Gateway | Event;
export type ElementKind = Element['kind'];
