import type { Json, JsonObject } from './json.ts';

/**
 * How a job type that is a registered activity runs (design decision D5). The manifest is data: it is read at deployment,
 * where each service task is bound, and by the worker, which registers the functions. A job type in no manifest becomes an
 * external job.
 */
export interface ActivityManifest {
  /** The `zeebe:taskDefinition` type that names this activity, e.g. `stock.reserve`. Also its Temporal activity name. */
  readonly type: string;
  /** Temporal task queue; absent = the engine's own. */
  readonly taskQueue?: string;
  /** One attempt may last this long, in milliseconds. */
  readonly startToCloseMs: number;
  /** Silence after which a running attempt counts as lost, in milliseconds; required above one minute. */
  readonly heartbeatMs?: number;
  /** Attempts and their spacing. `maximumAttempts` comes from the element's `retries` when absent. */
  readonly retry?: {
    readonly maximumAttempts?: number;
    readonly initialIntervalMs: number;
    readonly backoffCoefficient: number;
    readonly maximumIntervalMs: number;
  };
  /** Short and idempotent: runs as a local activity. Promises that the same key gives the same result. */
  readonly local?: boolean;
  /** An `undo` is registered under `${type}.undo`; it runs with the same key when the element was interrupted. */
  readonly undo?: boolean;
}

/** What an activity function is given. */
export interface ActivityInput {
  /** All variables that the element sees, nearest scope first wins. */
  readonly variables: JsonObject;
  /** `zeebe:taskHeaders`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly processInstanceKey: string;
  readonly elementInstanceKey: string;
  readonly elementId: string;
  readonly processId: string;
  /** The same on every attempt and after every crash: what the called party de-duplicates by. */
  readonly idempotencyKey: string;
  readonly businessId: string | null;
}

/** What it answers. A throw of anything but these is retried by the manifest's policy, then becomes an incident. */
export type ActivityResult =
  | { readonly kind: 'completed'; readonly variables: JsonObject; readonly result?: ActivityJobResult }
  /** A BPMN error: caught by a boundary event or an event subprocess, else an incident. */
  | { readonly kind: 'businessError'; readonly code: string; readonly message: string; readonly variables?: JsonObject }
  /** No retry will help: an incident at once. */
  | { readonly kind: 'fatal'; readonly message: string; readonly detail?: Json };

/** What the job of a task listener or of an ad-hoc subprocess answers besides variables: as by `POST /v2/jobs/{key}/completion`. */
export type ActivityJobResult =
  | {
      /** The assignment, update or completion is not to be. */
      readonly denied?: boolean;
      readonly deniedReason?: string;
      /** What is to become of the task instead of what was asked for. An empty text takes a value away. */
      readonly corrections?: {
        readonly assignee?: string;
        /** ISO-8601 date-times with offset. */
        readonly dueDate?: string;
        readonly followUpDate?: string;
        readonly candidateGroups?: readonly string[];
        readonly candidateUsers?: readonly string[];
        /** 0 to 100. */
        readonly priority?: number;
      };
    }
  | {
      readonly activateElements?: readonly { readonly elementId: string; readonly variables?: JsonObject }[];
      readonly isCompletionConditionFulfilled?: boolean;
      readonly isCancelRemainingInstances?: boolean;
    };

/** An activity, or its undo. Runs at least once; must be idempotent by `idempotencyKey`. */
export type ActivityFunction = (input: ActivityInput) => Promise<ActivityResult>;

/** Registered by the worker: functions by their names (`type`, and `${type}.undo`). */
export type ActivityRegistry = Readonly<Record<string, ActivityFunction>>;
