import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { ElementId, ElementKind, FlowId } from '#engine/model/definition.ts';
import type { Command, CommandId } from './command.ts';

/** A signed 64-bit integer as decimal text: the instance's key plus a counter (design decision D3). */
export type Key = string;

/** A live element: what Zeebe calls an element instance. Ended ones are deleted from the state. */
export interface ElementInstance {
  key: Key;
  element: ElementId;
  /** `multiInstanceBody` wraps the instances of a multi-instance activity and carries the same element id. */
  kind: ElementKind | 'multiInstanceBody';
  scope: Key | null;
  phase: 'activating' | 'activated' | 'completing' | 'terminating';
  variables: Record<string, Json>;
  /** Live children. */
  children: number;
  /** Tokens under way inside this scope: taken flows whose target has not activated yet. */
  tokens: number;
  /** What the behavior of the element's kind keeps: counts, never lists to recount. */
  data: ElementData;
}

/** Data of one element instance, by need; see each behavior for what it keeps. */
export interface ElementData {
  [name: string]: Json | undefined;
}

/** One move that waits in the queue, so that a budget can stop anywhere. */
export interface PendingStep {
  type: string;
  [name: string]: Json | undefined;
}

/** Everything a live instance is: plain JSON with exactly one owner. Only `apply` writes it. */
export interface InstanceState {
  key: Key;
  /** Content hash of the definition. */
  definition: string;
  flags: readonly number[];
  /** Number of events applied so far. */
  seq: number;
  nextKey: number;
  /** Rolls over the events. */
  digest: string;
  status: 'active' | 'suspended' | 'completed' | 'terminated';
  root: Key;
  parent: { instance: Key; elementInstance: Key; command: CommandId } | null;
  businessId: string | null;
  tenantId: string;
  elements: Record<Key, ElementInstance>;
  queue: PendingStep[];
  outstanding: Record<CommandId, Command>;
  /** Waiting things by key: jobs, user tasks, subscriptions, timers, incidents. See `waits.ts` for their shapes. */
  waits: Record<Key, JsonObject>;
  /** Tokens that arrived at joining gateways: `${scope}/${gateway}` → flow → count. */
  joins: Record<string, Record<FlowId, number>>;
  /** Result variables once completed. */
  result: JsonObject | null;
}
