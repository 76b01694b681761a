/** FEEL as a tree, free of the parser's own nodes. `at` is the offset of the construct in the source. */
export type Expression =
  | { readonly kind: 'number'; readonly at: number; readonly text: string }
  | { readonly kind: 'string'; readonly at: number; readonly value: string }
  | { readonly kind: 'boolean'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'null'; readonly at: number }
  | { readonly kind: 'temporal'; readonly at: number; readonly text: string }
  | { readonly kind: 'input'; readonly at: number }
  | { readonly kind: 'name'; readonly at: number; readonly name: string }
  | { readonly kind: 'path'; readonly at: number; readonly object: Expression; readonly name: string }
  | { readonly kind: 'filter'; readonly at: number; readonly list: Expression; readonly condition: Expression }
  | { readonly kind: 'call'; readonly at: number; readonly callee: Expression; readonly args: CallArguments }
  | { readonly kind: 'negation'; readonly at: number; readonly operand: Expression }
  | BinaryExpression<'arithmetic', ArithmeticOperator>
  | BinaryExpression<'comparison', ComparisonOperator>
  | BinaryExpression<'logic', 'and' | 'or'>
  | {
      readonly kind: 'between';
      readonly at: number;
      readonly value: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | { readonly kind: 'in'; readonly at: number; readonly value: Expression; readonly tests: readonly UnaryTest[] }
  | { readonly kind: 'instanceOf'; readonly at: number; readonly value: Expression; readonly type: TypeReference }
  | RangeExpression
  | { readonly kind: 'relation'; readonly at: number; readonly operator: '=' | '!='; readonly operand: Expression }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Expression[] }
  | { readonly kind: 'context'; readonly at: number; readonly entries: readonly ContextEntry[] }
  | {
      readonly kind: 'if';
      readonly at: number;
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'for'; readonly at: number; readonly iterators: readonly Iterator[]; readonly body: Expression }
  | {
      readonly kind: 'quantified';
      readonly at: number;
      readonly quantifier: 'some' | 'every';
      readonly iterators: readonly Iterator[];
      readonly condition: Expression;
    }
  | {
      readonly kind: 'function';
      readonly at: number;
      readonly parameters: readonly FormalParameter[];
      readonly body: Expression;
      readonly external: boolean;
    };

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface BinaryExpression<Kind extends string, Operator extends string> {
  readonly kind: Kind;
  readonly at: number;
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `[1..5)`, or the half-bounded form `> 5`, whose missing endpoint is null here. */
export interface RangeExpression {
  readonly kind: 'range';
  readonly at: number;
  readonly start: Expression | null;
  readonly startIncluded: boolean;
  readonly end: Expression | null;
  readonly endIncluded: boolean;
}

/** One alternative of `x in (…)` or of a decision table's cell. */
export type UnaryTest =
  | {
      readonly kind: 'compare';
      readonly at: number;
      readonly operator: ComparisonOperator;
      readonly operand: Expression;
    }
  | { readonly kind: 'expression'; readonly at: number; readonly expression: Expression };

/** A decision table's cell: `-`, or tests of which one has to hold, perhaps negated as a whole. */
export interface UnaryTests {
  readonly any: boolean;
  readonly negated: boolean;
  readonly tests: readonly UnaryTest[];
}

export type CallArguments =
  | { readonly by: 'position'; readonly values: readonly Expression[] }
  | { readonly by: 'name'; readonly names: readonly string[]; readonly values: readonly Expression[] };

export interface ContextEntry {
  readonly key: string;
  readonly value: Expression;
}

/** `for x in list` or, with `end`, `for x in 1..n`. */
export interface Iterator {
  readonly name: string;
  readonly start: Expression;
  readonly end: Expression | null;
}

export interface FormalParameter {
  readonly name: string;
  readonly type: TypeReference | null;
}

export type TypeReference =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list'; readonly of: TypeReference }
  | { readonly kind: 'range'; readonly of: TypeReference }
  | { readonly kind: 'context'; readonly entries: readonly { readonly name: string; readonly type: TypeReference }[] }
  | { readonly kind: 'function'; readonly parameters: readonly TypeReference[]; readonly result: TypeReference };
