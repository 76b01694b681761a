import type { Json, JsonObject } from '#engine/contracts/json.ts';
import type { ElementId, ElementKind, FlowId } from '#engine/model/definition.ts';
import type { Command, CommandId } from './command.ts';
import type { PendingStep } from './pending-step.ts';
import type { Wait } from './wait.ts';

/** A signed 64-bit integer as decimal text: the instance's key plus a counter (design decision D3). */
export type Key = string;

/**
 * `multiInstanceBody` wraps the rounds of a multi-instance or looping activity, `adHocInnerInstance` one flow inside an
 * ad-hoc subprocess; both carry the id of the element they belong to.
 */
export type InstanceKind = ElementKind | 'multiInstanceBody' | 'adHocInnerInstance';

/** A live element: what Zeebe calls an element instance. Ended ones are deleted from the state. */
export interface ElementInstance {
  key: Key;
  element: ElementId;
  kind: InstanceKind;
  scope: Key | null;
  phase: 'activating' | 'activated' | 'completing' | 'terminating';
  variables: Record<string, Json>;
  /** The key of each variable: it stays the same over updates. */
  variableKeys: Record<string, Key>;
  /** Number of `childKeys`, stored because counting them is not free. */
  children: number;
  childKeys: Record<Key, true>;
  /** Its jobs, user tasks, timers, subscriptions and incidents in `InstanceState.waits`. */
  waitKeys: Record<Key, true>;
  /** Tokens under way inside this scope: taken flows whose target has not activated yet, those at a join included. */
  tokens: number;
  /** Tokens that arrived at joining gateways of this scope: gateway → flow → count. Absent without any. */
  joins?: Record<ElementId, Record<FlowId, number>>;
  /** How often each element was activated in this scope, rounds of a multi-instance left out. Absent without any. */
  visits?: Record<ElementId, number>;
  /** The how-manieth activation of its element in its scope it is, from 1. Absent for the first, and for rounds. */
  visit?: number;
  /** The element that it was activated as, once a migration has given it another. */
  born?: ElementId;
  multiInstance?: MultiInstanceProgress;
  data: ElementData;
}

/** What a multi-instance body keeps. Items leave the list as they start. */
export interface MultiInstanceProgress {
  total: number;
  started: number;
  completed: number;
  terminated: number;
  items: Json[];
  outputCollection: string | null;
  outputs: Json[];
}

/** An event that has come in and is carried out once what it interrupts has gone. */
export interface Interruption {
  readonly element: ElementId;
  readonly payload: JsonObject;
}

/** Small bookkeeping of one element instance, by need. In events, null takes a part away. */
export interface ElementData {
  /** Variables that came with a job result, a message or another trigger, until output mapping has used them. */
  readonly payload?: JsonObject | null;
  /** Multi-instance item: index from 0. */
  readonly index?: number | null;
  /** The listener that runs: `start`, `end`, `assigning` …, counted from 0; task listeners are asked round after round. */
  readonly listener?: { readonly event: string; readonly index: number; readonly round?: number } | null;
  /** What goes on once this element (boundary event), its children (event subprocess) or its choice (event gateway) is done. */
  readonly interruption?: Interruption | null;
  /** The event has come already: it is not waited for again. */
  readonly caught?: boolean | null;
  /** An event subprocess has interrupted this scope: its triggers are closed for good. */
  readonly interrupted?: boolean | null;
  /** Activity with `undo`: its result is awaited, or its undo runs. */
  readonly undo?: { readonly job: Key; readonly activity: string; readonly attempt: number } | null;
  /** Call activity: its child. */
  readonly child?: Key | null;
  /** Container that a modification makes on the way to something inside: its own start is left out. */
  readonly empty?: boolean | null;
  /** The process: where it starts instead of its none start event, and what came with the trigger. */
  readonly startAt?: readonly ElementId[] | null;
  /** Parts of parallel multiple events that have come, by catching element, and what came with them. */
  readonly parts?: Readonly<
    Record<ElementId, { readonly came: readonly number[]; readonly payload: JsonObject }>
  > | null;
  /** Parts of a multiple throw event that are not done yet. */
  readonly awaiting?: number | null;
  /** Rounds of a standard loop, from 1. */
  readonly round?: number | null;
  /** A throwing compensation event: how many handlers it still waits for. */
  readonly compensating?: number | null;
  /** The compensation throw that waits for this handler, and the subscription it serves. */
  readonly compensates?: { readonly thrower: Key; readonly subscription: Key } | null;
  /** A child that has ended by an error or escalation which nothing here caught. */
  readonly thrown?: Thrown | null;
  /** Scope: complex gateways that have started and wait for the tokens of the other flows, with the flows that have come. */
  readonly resetting?: Readonly<Record<ElementId, readonly FlowId[]>> | null;
  /** Complex gateway: it resets, instead of starting. */
  readonly resets?: boolean | null;
  /** Data stores that are read before it activates, or written before it completes: how many answers are awaited. */
  readonly dataAccess?: { readonly side: 'input' | 'output'; readonly open: number } | null;
  /** Ad-hoc subprocess: its completion condition holds. */
  readonly fulfilled?: boolean | null;
}

export interface Thrown {
  readonly kind: 'error' | 'escalation';
  readonly code: string;
  readonly variables: JsonObject;
}

/** The instance that called this one. */
export interface Parent {
  readonly instance: Key;
  readonly elementInstance: Key;
  readonly command: CommandId;
  /**
   * The codes that something around the call activity catches, its own callers included; null among them catches all.
   * Handed on from `callProcess`; absent = everything is taken to be caught.
   */
  readonly catches?: Catches;
}

export interface Catches {
  readonly errors: readonly (string | null)[];
  readonly escalations: readonly (string | null)[];
  /** Who would hear an escalation, the nearest first, and whether that ends the call. Absent in calls of older versions. */
  readonly escalationCatchers?: readonly { readonly code: string | null; readonly interrupting: boolean }[];
}

/** Everything a live instance is: plain JSON with exactly one owner. Only `apply` writes it. */
export interface InstanceState {
  key: Key;
  /** Content hash of the definition. */
  definition: string;
  flags: readonly number[];
  /** Number of events applied so far. */
  seq: number;
  /** Counter of the next key, added to `keyBase`. */
  nextKey: number;
  /** First key of the block in use: the instance's own, later a leased one. */
  keyBase: Key;
  /** Number of keys in the block in use. */
  keyLimit: number;
  /** The block after this one, once leased. */
  nextBlock: { first: Key; last: Key } | null;
  /** `at` of the event that last brought a new key. */
  keyedAt: number;
  /** Rolls over the events. */
  digest: string;
  status: 'active' | 'suspended' | 'completed' | 'terminated';
  root: Key;
  parent: Parent | null;
  businessId: string | null;
  tenantId: string;
  elements: Record<Key, ElementInstance>;
  /** Work that a budget left over; empty between steps otherwise. */
  queue: PendingStep[];
  outstanding: Record<CommandId, Command>;
  /** Waiting things by key: jobs, user tasks, subscriptions, timers, incidents. */
  waits: Record<Key, Wait>;
  /** Result variables once completed. */
  result: JsonObject | null;
}
