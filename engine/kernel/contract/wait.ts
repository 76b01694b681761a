import type { JsonObject } from '#engine/contracts/json.ts';
import type { ElementId } from '#engine/model/definition.ts';
import type { CommandId } from './command.ts';
import type { IncidentType, Job, UserTaskDetails, UserTaskProposal } from './event.ts';
import type { PendingStep } from './pending-step.ts';
import type { Key } from './state.ts';

/** Something an element instance waits for, by its own key. It leaves the state when it has come or is withdrawn. */
export type Wait =
  JobWait | UserTaskWait | TimerWait | MessageWait | SignalWait | ConditionWait | IncidentWait | CompensationWait;

interface WaitBase {
  readonly elementInstance: Key;
  /** The catching element: the instance's own, a boundary event of it, or the start event of an event subprocess in it. */
  readonly element: ElementId;
  /** Multiple events: which of its triggers this is, from 0. */
  readonly part?: number;
}

export interface JobWait extends WaitBase, Pick<Job, 'execution' | 'type' | 'listenerEvent'> {
  readonly kind: 'job';
  readonly jobKind: Job['kind'];
  retries: number;
  /** The command that runs it; null for an external job. */
  command: CommandId | null;
  /** Times its activity has been asked for. */
  attempt: number;
  state: 'open' | 'failed' | 'errorThrown';
}

export interface UserTaskWait extends WaitBase {
  readonly kind: 'userTask';
  task: UserTaskDetails;
  /** A change that task listeners still decide on. */
  pending: UserTaskProposal | null;
  /** How often listeners were asked; absent = never. Tells one round of them from the next. */
  proposals?: number;
}

export interface TimerWait extends WaitBase {
  readonly kind: 'timer';
  readonly due: number;
  readonly repetitions: number;
  readonly command: CommandId;
}

export interface MessageWait extends WaitBase {
  readonly kind: 'message';
  readonly messageName: string;
  readonly correlationKey: string;
  readonly interrupting: boolean;
}

export interface SignalWait extends WaitBase {
  readonly kind: 'signal';
  readonly signalName: string;
}

export interface ConditionWait extends WaitBase {
  readonly kind: 'condition';
}

export interface IncidentWait extends WaitBase {
  readonly kind: 'incident';
  readonly incident: IncidentType;
  readonly message: string;
  readonly job: Key | null;
  /** What resolving it runs again; null where a person must act otherwise (modify, cancel). */
  readonly retry: PendingStep | null;
}

/** A completed activity that can be compensated. Belongs to the scope instance that keeps it. */
export interface CompensationWait extends WaitBase {
  readonly kind: 'compensation';
  readonly handler: ElementId | null;
  readonly parent: Key | null;
  readonly variables?: JsonObject;
  triggered: boolean;
}
