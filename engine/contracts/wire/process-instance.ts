import type { JsonObject } from '../json.ts';

/**
 * What server, worker and workflows agree on: names and payloads. No zod here: the workflow sandbox imports this file.
 */
export const processInstanceWorkflow = 'processInstance';

/** The workflow's id is the instance's key; nothing else is ever started under it. */
export function processInstanceWorkflowId(key: string): string {
  return `silkflow-${key}`;
}

export function parseProcessInstanceWorkflowId(id: string): string | null {
  return /^silkflow-(\d+)$/.exec(id)?.[1] ?? null;
}

/** Of an instance's own workflow, or of one that runs a long activity for it (see `longActivityWorkflowId`). */
export function parseInstanceOfWorkflowId(id: string): string | null {
  return /^silkflow-(\d+)(?:-|$)/.exec(id)?.[1] ?? null;
}

/** Stands for a stored definition. The data converter brings the content; history carries the hash alone. */
export interface DefinitionRef {
  readonly definition: string;
}

/** `S` is the kernel's `InstanceState`, which only workflows know. */
export interface StartArguments<S = JsonObject> {
  readonly key: string;
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly tenantId: string;
  readonly businessId: string | null;
  readonly root: string;
  readonly parent: ParentRef | null;
  readonly variables: JsonObject;
  readonly startEvent?: string;
  readonly startBefore?: readonly string[];
  readonly flags: readonly number[];
  /** Continues as new at this many history events although Temporal would allow more. For tests of long lives. */
  readonly historyLimit?: number;
  /** At most this many children at once instead of what Temporal bears. For tests. */
  readonly childLimit?: number;
  /** Set by continue-as-new: what the run before hands on. */
  readonly carried?: CarriedState<S>;
}

/**
 * Changes of behavior that instances started now are pinned to (design decision D9); older ones replay without them.
 * 1: an input that changes the state and asks nothing of Temporal notes the process in the memo (one event). Temporal's core
 * merges an empty task with the next one when a cold worker takes an update, and splits them on replay: the clock differs,
 * so do the keys, a request for a task is refused that history later accepts, and the instance stalls.
 * 2: effects are named by the way to their element (`effectKey` of the kernel) instead of its key, which a task that is lost
 * and done again does not find again: what a local activity had done was done twice, or taken for what another one had done.
 * 3: called processes wait their turn, since Temporal refuses a task that leaves more than 2,000 children open; an activity
 * that may last over ten minutes runs in a workflow of its own, which a continue-as-new need not wait for.
 * 4: an escalation leaves a called process: its caller tells it who hears what, and whether that ends the call.
 * 5: event subprocesses and boundary events of a scope listen behind its start event instead of with it, as in Zeebe.
 * 6: what an activity answers as a task listener, or for an ad-hoc subprocess, counts as a worker's result does.
 * 7: a join of many flows takes its tokens in several events, none over 1 kB.
 * 8: a decision is evaluated within the fused run of the local activities around it; results reach the kernel by fewer
 * promises, which decides who comes first when a task brings several.
 * 9: a modification goes on in the inner instance of an ad-hoc subprocess, and makes one where there is none, as in Zeebe.
 * 10: timers and names of a boundary event see the variables of its host, as in Zeebe; its key sees what surrounds it.
 * 11: a value of the wrong kind is an incident wherever it is one in Zeebe: nobody as assignee or candidates, a text as
 * number, no job type. `R0/…` fires once, and a date-time without an offset that an expression gives counts as UTC.
 * 12: a decision or called process that is asked for again has its inputs mapped again, as in Zeebe.
 * 13: mappings with nested targets are FEEL contexts, as in Zeebe: a source sees the entries of its context before it, and
 * what is no context gives way. In a sequential multi-instance `numberOfInstances` counts those that have begun.
 * 14: the completion condition of an ad-hoc subprocess sees its variables, not those of the inner instance that has ended.
 * 15: a modification is refused whole where a container that it makes cannot listen, where listeners hold up the one that it
 * would start something in (which counts where there are several to choose from), or where variables are meant for a scope
 * that is not around their element; those without a scope are the instance's own, and all are there before anything listens.
 * Ending the item of a sequential multi-instance ends its body. A migration is refused whole where the mapping names what does
 * not exist, where catch events change their kind or host or become one, or where new ones cannot listen; what is new behind
 * an event-based gateway is waited for. With each inner instance that ends, an ad-hoc subprocess asks its job anew, the old one
 * is cancelled. A terminate end event ends the rest of its scope, and a link jumps, behind the event's end listeners, not
 * before them. All as in Zeebe.
 * 16: a modification that names no ancestor is refused as ambiguous where any container around the element has several live
 * instances, whichever of them the element's own container lies in, as in Zeebe; and in a scope that an event is about to
 * interrupt, where what is activated would stand for ever. An inclusive join, or a complex gateway that resets, waits for what
 * can come over its empty flows alone, not for a second token on one that has its own. Who throws an escalation that interrupts
 * it does not complete first, however far inside it is. Where the job of an ad-hoc subprocess has said that nothing more is to
 * come, no job follows.
 * 17: the trace of flag 1 is left per task instead of per input: where the task asks Temporal for nothing that leaves an event,
 * as where it takes back what it has just asked for. Its memo is an event, and a row of Temporal's visibility written anew.
 */
export const currentFlags: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17];

/** The call activity that started this instance, and the command that its outcome answers. */
export interface ParentRef {
  readonly instance: string;
  readonly elementInstance: string;
  readonly command: string;
  /** Codes that something around the call activity catches; null catches every code. */
  readonly catches?: {
    readonly errors: readonly (string | null)[];
    readonly escalations: readonly (string | null)[];
    readonly escalationCatchers?: readonly { readonly code: string | null; readonly interrupting: boolean }[];
  };
}

/** Over 256 kB it travels by hash, as every large payload does: the codec sees to it. */
export interface CarriedState<S = JsonObject> {
  /** Ordinal of the run: 0 for the first. */
  readonly run: number;
  readonly state: S;
  /** Ids of requests answered so far, with their answers, oldest first. */
  readonly answered: readonly RequestAnswer[];
  /** Children that run already, those of long activities included: command → workflow id. */
  readonly children: Readonly<Record<string, string>>;
}

/** What the workflow returns; its result when it completes. */
export interface InstanceResult {
  readonly status: 'completed' | 'terminated';
  readonly variables: JsonObject | null;
}

/** The one update: up to 8 requests of one instance travel together. */
export const requestUpdate = 'requests';

export interface RequestEnvelope {
  readonly id: string;
  /** An `Operation` of the kernel. */
  readonly operation: JsonObject;
  /**
   * Epoch ms. The caller has given up by then and was told that nothing was done: a workflow task that starts later must
   * refuse the request (`INVALID_STATE`, `request.expired`). Absent = it waits for ever.
   */
  readonly expiresAt?: number;
}

export interface RequestProblem {
  readonly code: 'NOT_FOUND' | 'INVALID_STATE' | 'INVALID_ARGUMENT';
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  readonly message: string;
}

export type RequestAnswer =
  | { readonly id: string; readonly ok: true }
  | { readonly id: string; readonly ok: false; readonly problems: readonly RequestProblem[] };

/** A child tells its parent's workflow id of an escalation that ends neither of them. */
export const childEscalatedSignal = 'childEscalated';

export interface ChildEscalated {
  readonly child: string;
  readonly command: string;
  readonly code: string;
  readonly variables: JsonObject;
}

/** A child tells its parent's workflow id how it ended; the parent ignores repetitions by `child`. */
export const childEndedSignal = 'childEnded';

export interface ChildEnded {
  readonly child: string;
  readonly command: string;
  readonly outcome:
    | { readonly kind: 'completed'; readonly variables: JsonObject }
    | { readonly kind: 'terminated' }
    | {
        readonly kind: 'threw';
        readonly thrown: 'error' | 'escalation';
        readonly code: string;
        readonly variables: JsonObject;
      };
}

/** Position of a workflow task, ordered: (run, historyLength, startedAt). A lower one never overwrites a higher. */
export interface Fence {
  readonly run: number;
  readonly historyLength: number;
  /** Start time of the workflow task, epoch ms. */
  readonly startedAt: number;
}

/** Who an instance is: enough to write its row when a restored database lacks it. */
export interface InstanceIdentity {
  readonly key: string;
  readonly tenantId: string;
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly definition: string;
  readonly businessId: string | null;
  readonly root: string;
  readonly parent: string | null;
  readonly parentElementInstance: string | null;
}

/** All events of one activation; `base` is the sequence number before the first of them. */
export interface ProjectionBatch<E = JsonObject> {
  readonly instance: InstanceIdentity;
  readonly fence: Fence;
  readonly base: number;
  readonly digest: string;
  /** Kernel events. */
  readonly events: readonly E[];
  /** Requests answered in this activation. */
  readonly answered: readonly RequestAnswer[];
}

/**
 * What a worker must offer the workflow under the name `projection`. The worker waits for the promise before it reports the
 * workflow task, so the rows are never behind the history.
 */
export interface ProjectionSink<E = JsonObject> {
  write(batch: ProjectionBatch<E>): void;
  /** Where a run takes over from the one before; told only to whoever replays histories. */
  began(seq: number, digest: string): void;
  /** The workflow task is about to fail by a fault of ours. */
  trouble(instance: string, message: string): void;
}

/** Default name of the engine's own Temporal task queue. */
export const engineTaskQueue = 'silkflow';
