import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { Catches, Key } from './state.ts';

/** `${elementInstanceKey}:${kind}:${n}`, the same on every re-run. */
export type CommandId = string;

/**
 * What the host owes the instance. A command stays in `state.outstanding` until it is answered or withdrawn, and is sent
 * again after a continue-as-new. Variables are not in it: the host reads them with `variablesOf` when it acts.
 */
export type Command = { readonly id: CommandId; readonly elementInstance: Key } &
  /** Run the activity bound to this job type; answer `activity…`. `local` runs as a local activity. */
  (
    | {
        readonly type: 'runActivity';
        readonly job: Key;
        readonly activity: string;
        readonly local: boolean;
        readonly retries: number;
      }
    /** The element was interrupted: run `${activity}.undo` with the same idempotency key; answer `undone`. */
    | { readonly type: 'undoActivity'; readonly job: Key; readonly activity: string }
    /** Fire at the absolute instant `due` (epoch ms), at once when it has passed; answer `timerFired`. */
    | { readonly type: 'startTimer'; readonly timer: Key; readonly due: number }
    /** Resolve the process, lease a key, start the child with the variables given here; answer `child…`. */
    | {
        readonly type: 'callProcess';
        readonly processId: string;
        readonly binding: ResolvedBinding;
        readonly businessId: string | null;
        readonly variables: JsonObject;
        /** Goes into the child's `created.parent.catches`. */
        readonly catches: Catches;
      }
    /** Tell the caller of this instance, whose catcher lets both go on; answer `published` once it has heard. */
    | { readonly type: 'escalateToCaller'; readonly code: string; readonly variables: JsonObject }
    /** End the child; the host answers `childEnded` when it has ended. */
    | { readonly type: 'cancelChild'; readonly child: Key }
    /** Resolve and evaluate outside the kernel; answer `decision…`. */
    | { readonly type: 'evaluateDecision'; readonly decisionId: string; readonly binding: ResolvedBinding }
    /** Put into the inbox once (`messageId` makes it idempotent); answer `published`. */
    | {
        readonly type: 'publishMessage';
        readonly name: string;
        readonly correlationKey: string;
        readonly messageId: string;
        readonly timeToLive: number;
        readonly variables: JsonObject;
      }
    | { readonly type: 'broadcastSignal'; readonly name: string; readonly variables: JsonObject }
    /** The key block is nearly used up; answer `keysLeased`. */
    | { readonly type: 'leaseKeys' }
    /** Read or write a data store item; answer `data`. */
    | { readonly type: 'readData'; readonly store: string; readonly item: string }
    | { readonly type: 'writeData'; readonly store: string; readonly item: string; readonly value: Json }
  );

export type CommandType = Command['type'];

export type ResolvedBinding =
  | { readonly type: 'latest' }
  | { readonly type: 'deployment'; readonly hash: string }
  | { readonly type: 'versionTag'; readonly versionTag: string };
