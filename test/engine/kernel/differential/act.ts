import type { JsonObject } from '#engine/contracts/json.ts';

/** One input, in words that both engines understand. Jobs and tasks are named by their element: the oldest open one. */
export type Act = InstanceAct | WorldAct;

/** What is said to everything that runs. */
export type WorldAct =
  | {
      readonly do: 'message';
      readonly name: string;
      readonly key: string;
      readonly variables?: JsonObject;
      /** Milliseconds for which it is kept; 0 when absent. */
      readonly ttl?: number;
      /** While one of this id is kept, another one is not taken. */
      readonly id?: string;
    }
  | { readonly do: 'signal'; readonly name: string; readonly variables?: JsonObject }
  | { readonly do: 'clock'; readonly ms: number };

export type InstanceAct =
  | {
      readonly do: 'complete';
      readonly element: string;
      readonly variables?: JsonObject;
      /** Of a task listener, or for an ad-hoc subprocess. */
      readonly result?: JsonObject;
    }
  /** With no retries left, unless it says how many are. */
  | { readonly do: 'fail'; readonly element: string; readonly retries?: number; readonly variables?: JsonObject }
  /** A worker takes it for so many milliseconds, and nothing is heard of it. */
  | { readonly do: 'take'; readonly element: string; readonly ms: number }
  | { readonly do: 'throw'; readonly element: string; readonly code: string; readonly variables?: JsonObject }
  | { readonly do: 'retries'; readonly element: string; readonly retries: number }
  | { readonly do: 'completeTask'; readonly element: string; readonly variables?: JsonObject }
  | { readonly do: 'assign' | 'claim'; readonly element: string; readonly assignee: string }
  /** In the process without an element; else in the only live instance of it. */
  | { readonly do: 'set'; readonly element?: string; readonly local?: boolean; readonly variables: JsonObject }
  | { readonly do: 'resolve'; readonly element: string }
  /** Of the first instance; those that it has called are left alone. */
  | {
      readonly do: 'modify';
      readonly activate: readonly string[];
      /** Activated after; Zeebe has no such thing. */
      readonly behind?: readonly string[];
      readonly terminate: readonly string[];
    }
  | { readonly do: 'cancel' };

/** How a process begins; by a message or signal of the name `startName`. */
export type Start = 'none' | 'message' | 'signal';

export const startName = 'begin_p';

export interface Scenario {
  /** The process to start, then those that it calls. */
  readonly files: readonly string[];
  readonly process: string;
  readonly start: Start;
  readonly variables: JsonObject;
  readonly acts: readonly Act[];
}

/** What one act led to: lines in order, compared without their order. */
export interface Effect {
  readonly refused: string | null;
  readonly lines: readonly string[];
}
