import { add, compare, EvaluationFailure, isNumber, same } from '#engine/expression/linking.ts';
import type { Value } from '#engine/expression/linking.ts';
import type { DecisionTable } from '../model.ts';
import { say } from '../words/say.ts';

/** A rule that matched, with the value of each output. */
export interface Hit {
  readonly rule: number;
  readonly outputs: readonly Value[];
}

export type TableResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly hit: Hit }
  | { readonly kind: 'many'; readonly hits: readonly Hit[] }
  | { readonly kind: 'value'; readonly value: Value };

const NONE: TableResult = { kind: 'none' };

/** What the matched rules, in the order of the table, mean together. A table that contradicts its own policy has no result. */
export function applyHitPolicy(
  table: DecisionTable,
  hits: readonly Hit[],
  priorities: readonly (readonly Value[])[],
): TableResult {
  const [first] = hits;
  switch (table.hitPolicy) {
    case 'UNIQUE':
      if (hits.length > 1) throw violation(table, hits, 'hitPolicy.severalMatch');
      return first === undefined ? NONE : { kind: 'one', hit: first };
    case 'ANY':
      if (first === undefined) return NONE;
      if (!hits.every((hit) => sameOutputs(hit, first))) throw violation(table, hits, 'hitPolicy.disagree');
      return { kind: 'one', hit: first };
    case 'FIRST':
      return first === undefined ? NONE : { kind: 'one', hit: first };
    case 'PRIORITY': {
      const [best] = byPriority(hits, priorities);
      return best === undefined ? NONE : { kind: 'one', hit: best };
    }
    case 'OUTPUT ORDER':
      return { kind: 'many', hits: byPriority(hits, priorities) };
    case 'RULE ORDER':
      return { kind: 'many', hits };
    case 'COLLECT':
      return table.aggregator === null ? { kind: 'many', hits } : aggregate(table, hits);
  }
}

function violation(
  table: DecisionTable,
  hits: readonly Hit[],
  wording: 'hitPolicy.severalMatch' | 'hitPolicy.disagree',
): EvaluationFailure {
  const rules = hits.map((hit) => hit.rule + 1).join(', ');
  return new EvaluationFailure(say(wording, { policy: table.hitPolicy, table: table.id, rules }));
}

function sameOutputs(left: Hit, right: Hit): boolean {
  return left.outputs.every((output, index) => same(output, right.outputs[index] ?? null));
}

/** Stable: the output listed first decides first, rules of equal rank keep the table's order. */
function byPriority(hits: readonly Hit[], priorities: readonly (readonly Value[])[]): Hit[] {
  const rank = (hit: Hit, output: number): number => {
    const position = (priorities[output] ?? []).findIndex((value) => same(value, hit.outputs[output] ?? null));
    return position < 0 ? Number.MAX_SAFE_INTEGER : position;
  };
  return [...hits].sort((left, right) => {
    for (const output of priorities.keys()) {
      const difference = rank(left, output) - rank(right, output);
      if (difference !== 0) return difference;
    }
    return left.rule - right.rule;
  });
}

function aggregate(table: DecisionTable, hits: readonly Hit[]): TableResult {
  const values = hits.map((hit) => hit.outputs[0] ?? null);
  switch (table.aggregator) {
    case 'COUNT':
      return { kind: 'value', value: values.length };
    case 'SUM':
      return { kind: 'value', value: values.length === 0 ? null : sum(table, values) };
    case 'MIN':
      return { kind: 'value', value: extreme(table, values, -1) };
    case 'MAX':
      return { kind: 'value', value: extreme(table, values, 1) };
    case null:
      return { kind: 'many', hits };
  }
}

function sum(table: DecisionTable, values: readonly Value[]): Value {
  return values.reduce<Value>((total, value) => {
    if (!isNumber(total) || !isNumber(value)) {
      throw new EvaluationFailure(say('aggregator.noNumber', { table: table.id }));
    }
    return add(total, value);
  }, 0);
}

function extreme(table: DecisionTable, values: readonly Value[], direction: 1 | -1): Value {
  return values.reduce<Value>((best, value, index) => {
    const order = compare(value, index === 0 ? value : best);
    if (order === null) {
      throw new EvaluationFailure(say('aggregator.noOrder', { aggregator: String(table.aggregator), table: table.id }));
    }
    return index === 0 || order * direction > 0 ? value : best;
  }, null);
}
