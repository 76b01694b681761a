import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { ElementId } from '#engine/model/definition.ts';
import type { CommandId, CommandType } from './command.ts';
import type { ElementMapping, UserTaskChange } from './event.ts';
import type { Linked } from './linked.ts';
import type { Key, Parent } from './state.ts';

export interface Given {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Source of `random number()` and `uuid()`. */
  readonly seed: string;
  /** How many events this step may write before it stops with `more`. */
  readonly budget: number;
}

export type Input = Given &
  (
    | {
        readonly type: 'created';
        readonly key: Key;
        readonly variables: JsonObject;
        readonly flags: readonly number[];
        readonly tenantId: string;
        readonly businessId: string | null;
        /** Equal to `key` for a root instance. */
        readonly root: Key;
        readonly parent: Parent | null;
        /** The start event: absent = the none start event; else the one that was triggered. */
        readonly startEvent?: ElementId;
        /** Start at these elements instead of a start event (start instructions). */
        readonly startBefore?: readonly ElementId[];
      }
    | { readonly type: 'answered'; readonly command: CommandId; readonly answer: Answer }
    | {
        readonly type: 'requested';
        readonly request: Operation;
        /** `migrateInstance`: the definition named in the request. */
        readonly target?: Linked;
      }
    /** Work left in the queue. */
    | { readonly type: 'continued' }
    /** As `continued`, but it has gone on for too long: the next piece of work becomes an incident instead. */
    | { readonly type: 'halted' }
  );

/** What the host answers to a command. */
export type Answer =
  /** `result`: of a task listener or an ad-hoc subprocess, as in `completeJob`. */
  | { readonly type: 'activityCompleted'; readonly variables: JsonObject; readonly result?: Json }
  /** Retries used up, or a failure that no retry helps. */
  | { readonly type: 'activityFailed'; readonly message: string }
  | {
      readonly type: 'activityErrorThrown';
      readonly code: string;
      readonly message: string;
      readonly variables: JsonObject;
    }
  /** The activity ended by cancellation, without a result. */
  | { readonly type: 'activityCancelled' }
  | { readonly type: 'undone' }
  | { readonly type: 'undoFailed'; readonly message: string }
  | { readonly type: 'timerFired' }
  | { readonly type: 'childStarted'; readonly child: Key; readonly processId: string }
  /** The child has thrown an escalation that does not end it; it goes on and its end is still to come. */
  | {
      readonly type: 'childEscalated';
      readonly child: Key;
      readonly code: string;
      readonly variables: JsonObject;
    }
  | { readonly type: 'childNotFound'; readonly message: string }
  | { readonly type: 'childCompleted'; readonly child: Key; readonly variables: JsonObject }
  | { readonly type: 'childTerminated'; readonly child: Key }
  | {
      readonly type: 'childThrew';
      readonly child: Key;
      readonly kind: 'error' | 'escalation';
      readonly code: string;
      readonly variables: JsonObject;
    }
  | {
      readonly type: 'decisionEvaluated';
      readonly decisionKey: Key | null;
      readonly value: Json;
      readonly explanation: Json;
    }
  | {
      readonly type: 'decisionFailed';
      readonly incident: 'CALLED_DECISION_ERROR' | 'DECISION_EVALUATION_ERROR';
      readonly message: string;
    }
  | { readonly type: 'published' }
  | { readonly type: 'keysLeased'; readonly first: Key; readonly last: Key }
  | { readonly type: 'data'; readonly value: Json }
  /** A command that could not be done for a reason a person can mend. */
  | { readonly type: 'failed'; readonly message: string };

type Answered<T extends string> = Extract<Answer, { type: T }>;

interface AnswersByCommand {
  readonly runActivity: Answered<`activity${string}`>;
  readonly undoActivity: Answered<'undone' | 'undoFailed'>;
  readonly startTimer: Answered<'timerFired'>;
  readonly callProcess: Answered<`child${string}`>;
  readonly escalateToCaller: Answered<'published'>;
  readonly cancelChild: Answered<'childCompleted' | 'childTerminated' | 'childThrew'>;
  readonly evaluateDecision: Answered<'decisionEvaluated' | 'decisionFailed'>;
  readonly publishMessage: Answered<'published' | 'failed'>;
  readonly broadcastSignal: Answered<'published' | 'failed'>;
  readonly leaseKeys: Answered<'keysLeased'>;
  readonly readData: Answered<'data' | 'failed'>;
  readonly writeData: Answered<'data' | 'failed'>;
}

/** What a host may answer to a command. The kernel throws on anything else. */
export type AnswerTo<T extends CommandType> = AnswersByCommand[T];

/** How a modification brings a token to an element. */
interface ActivationTerms {
  /** The live container instance to do it in; null = the only one there is. */
  readonly ancestor: Key | null;
  readonly variables: readonly { readonly scope: ElementId | null; readonly variables: JsonObject }[];
  /** True: behind the element, as if it had just completed (MOD8). Absent = at the element itself. */
  readonly after?: boolean;
}

/** What a caller asks of a running instance. Validated before the first write: it is done whole or refused whole. */
export type Operation =
  | { readonly type: 'cancelInstance' }
  | { readonly type: 'completeJob'; readonly job: Key; readonly variables: JsonObject; readonly result?: Json }
  /** `retries` 0 or less; above zero never reaches the instance. */
  | { readonly type: 'failJob'; readonly job: Key; readonly message: string; readonly variables: JsonObject }
  | {
      readonly type: 'throwJobError';
      readonly job: Key;
      readonly code: string;
      readonly message: string;
      readonly variables: JsonObject;
    }
  | { readonly type: 'updateJobRetries'; readonly job: Key; readonly retries: number }
  | {
      readonly type: 'completeUserTask';
      readonly userTask: Key;
      readonly variables: JsonObject;
      readonly action: string;
    }
  | {
      readonly type: 'changeUserTask';
      readonly userTask: Key;
      readonly change: UserTaskChange;
      readonly action: string;
      /** False: refused when someone else holds the task. */
      readonly allowOverride: boolean;
    }
  | {
      readonly type: 'setVariables';
      readonly scope: Key;
      readonly variables: JsonObject;
      /** True writes into the scope itself; false propagates upwards. */
      readonly local: boolean;
    }
  | { readonly type: 'resolveIncident'; readonly incident: Key }
  | {
      readonly type: 'correlateMessage';
      readonly subscription: Key;
      readonly messageKey: Key;
      readonly variables: JsonObject;
    }
  | { readonly type: 'catchSignal'; readonly subscription: Key; readonly variables: JsonObject }
  | {
      readonly type: 'modifyInstance';
      readonly activate: readonly ({ readonly element: ElementId } & ActivationTerms)[];
      readonly move: readonly ({ readonly from: ElementId; readonly to: ElementId } & ActivationTerms)[];
      readonly terminate: readonly Key[];
    }
  | { readonly type: 'migrateInstance'; readonly definition: string; readonly mapping: readonly ElementMapping[] }
  /** Starts elements inside a live ad-hoc subprocess; `cancelRemaining` ends what runs there already. */
  | {
      readonly type: 'activateAdHoc';
      readonly adHocSubProcess: Key;
      readonly elements: readonly { readonly element: ElementId; readonly variables: JsonObject }[];
      readonly cancelRemaining: boolean;
    }
  | { readonly type: 'suspendInstance' }
  | { readonly type: 'resumeInstance' }
  | { readonly type: 'assignBusinessId'; readonly businessId: string };

export type OperationType = Operation['type'];
