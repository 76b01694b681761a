/** Bounds that keep a hostile or mistaken expression from stalling the thread that shares it with others. */
export const LIMITS = {
  /** Characters of one expression's text. */
  sourceLength: 100_000,
  /** Nesting of an expression's tree; the compiler and the evaluation recurse this deep. */
  depth: 300,
  /** Loop rounds, filter tests, calls and list items made in one evaluation. */
  steps: 5_000_000,
  /** FEEL functions that call each other. */
  callDepth: 250,
  /** Warnings kept of one evaluation; the first ones tell the cause. */
  warnings: 50,
  /** Characters of one string that an expression makes. */
  textLength: 10_000_000,
} as const;
