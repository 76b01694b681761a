import type { CompiledExpression } from '#engine/expression/index.ts';
import type { Definition } from '#engine/model/definition.ts';

/** A definition with its compiled expressions: made once per thread from the stored JSON, never stored itself. */
export interface Linked {
  readonly hash: string;
  readonly definition: Definition;
  /** By `ExpressionId`. */
  readonly expressions: readonly CompiledExpression[];
}
