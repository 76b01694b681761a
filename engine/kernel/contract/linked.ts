import type { CompiledExpression } from '#engine/expression/index.ts';
import type { Definition, ElementId } from '#engine/model/definition.ts';

/** A definition with its compiled expressions: made once per thread from the stored JSON, never stored itself. */
export interface Linked {
  readonly hash: string;
  readonly definition: Definition;
  /** By `ExpressionId`. */
  readonly expressions: readonly CompiledExpression[];
  readonly topology: Topology;
}

/** What the kernel wants to know of a definition without walking it again. */
export interface Topology {
  /** False = no variable change needs to look for conditional events. */
  readonly hasConditions: boolean;
  /** Inclusive and complex gateways with more than one incoming flow: the elements a token of which can still reach them. */
  readonly reaching: ReadonlyMap<ElementId, ReadonlySet<ElementId>>;
  /** The joins of `reaching` by the container they lie in. */
  readonly joinsIn: ReadonlyMap<ElementId, readonly ElementId[]>;
}
