import type { JsonObject } from '#engine/contracts/json.ts';

/** One input, in words that both engines understand. Jobs and tasks are named by their element: the oldest open one. */
export type Act =
  | { readonly do: 'complete'; readonly element: string; readonly variables?: JsonObject }
  | { readonly do: 'fail'; readonly element: string }
  | { readonly do: 'throw'; readonly element: string; readonly code: string; readonly variables?: JsonObject }
  | { readonly do: 'completeTask'; readonly element: string; readonly variables?: JsonObject }
  | { readonly do: 'message'; readonly name: string; readonly key: string; readonly variables?: JsonObject }
  | { readonly do: 'signal'; readonly name: string; readonly variables?: JsonObject }
  | { readonly do: 'clock'; readonly ms: number }
  | { readonly do: 'set'; readonly variables: JsonObject }
  | { readonly do: 'resolve'; readonly element: string }
  | { readonly do: 'modify'; readonly activate: readonly string[]; readonly terminate: readonly string[] }
  | { readonly do: 'cancel' };

export interface Scenario {
  readonly xml: string;
  readonly process: string;
  readonly variables: JsonObject;
  readonly acts: readonly Act[];
}

/** What one act led to: lines in order, compared without their order. */
export interface Effect {
  readonly refused: string | null;
  readonly lines: readonly string[];
}
