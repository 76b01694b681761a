import type { JsonObject } from '#engine/contracts/json.ts';
import type { Element, ElementKind, FlowId } from '#engine/model/definition.ts';
import type { Attempt } from './attempt.ts';
import type { ElementInstance } from './contract/state.ts';
import type { Run } from './run.ts';

/** The definition of one kind of element. */
export type ElementOf<K extends ElementKind> = Element extends infer E
  ? E extends { readonly kind: infer EK }
    ? K extends EK
      ? E
      : never
    : never
  : never;

/** What activation has decided; nothing is written before all of it could be decided. */
export interface Activation {
  /** Written before the element reports activated: its job, its user task. */
  readonly before?: () => void;
  /** Written after: children, a completion at once. Nothing here = the element waits. */
  readonly after?: () => void;
}

/** What a completion brings, decided before anything is written. */
export interface Completion {
  /** Variables for output mapping besides those that a trigger left in `data.payload`. */
  readonly variables?: JsonObject;
  /** Written once output mapping has succeeded. */
  readonly after?: () => void;
}

/**
 * What one kind of element does. The life cycle (`lifecycle.ts`) calls these in the order they stand here, does mappings,
 * listeners and boundary events around them, and turns a failure into an incident that runs the same step again.
 */
export interface ElementBehavior<E extends Element> {
  /** A token reaches the element. True = taken in without an instance yet (a join that still waits). */
  arrive?(run: Run, element: E, scope: ElementInstance, flow: FlowId): boolean;
  /** Inputs are mapped, start listeners done. May evaluate, must not write: writing is left to what it returns. */
  activate(run: Run, element: E, instance: ElementInstance): Attempt<Activation>;
  /** Before output mapping. May evaluate, must not write. Absent = nothing but the payload. */
  complete?(run: Run, element: E, instance: ElementInstance): Attempt<Completion>;
  /** End listeners done. May evaluate, must not write; what it returns is written just before the element completes. */
  leave?(run: Run, element: E, instance: ElementInstance): Attempt<() => void>;
  /** Which flows are taken on leaving. Absent = by the conditions on the flows, all without any. */
  flows?(run: Run, element: E, instance: ElementInstance): Attempt<readonly FlowId[]>;
  /** A child has ended; its token count is up to date. Only containers have children. */
  childEnded?(
    run: Run,
    element: E,
    instance: ElementInstance,
    child: ElementInstance,
    how: 'completed' | 'terminated',
  ): void;
  /** Its waits are withdrawn. True = something must end first; it is terminated by `finishTermination` then. */
  terminate?(run: Run, element: E, instance: ElementInstance): boolean;
}

/** The typed registry: a kind of element without a behavior does not compile. */
export type Behaviors = { readonly [K in ElementKind]: ElementBehavior<ElementOf<K>> } & {
  /** Wraps the instances of a multi-instance activity, whatever its kind. */
  readonly multiInstanceBody: ElementBehavior<Element>;
  /** Wraps one flow of elements inside an ad-hoc subprocess. */
  readonly adHocInnerInstance: ElementBehavior<Element>;
};

/** How the life cycle sees a behavior once the element's kind has chosen it. */
export type AnyBehavior = ElementBehavior<Element>;
