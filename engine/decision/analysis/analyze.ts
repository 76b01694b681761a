import type { Json } from '#engine/contracts/json.ts';
import { toJson } from '#engine/expression/linking.ts';
import type { Value } from '#engine/expression/linking.ts';
import type { Boxed, DecisionModel, DecisionTable } from '../model.ts';
import { readCell } from './cell.ts';
import { samplesOf } from './samples.ts';
import type { Sample } from './samples.ts';

/** Input values that show a finding. */
export type Example = readonly { readonly id: string; readonly label: string; readonly value: Json }[];

export type Finding =
  /** No rule matches these inputs, and there is no default. */
  | { readonly kind: 'gap'; readonly example: Example }
  /** Two rules match these inputs although the hit policy allows one, or, for ANY, with different outputs. */
  | { readonly kind: 'overlap'; readonly rules: readonly [number, number]; readonly example: Example }
  /** The rule never decides: its conditions contradict each other, or earlier rules take all that it would. */
  | { readonly kind: 'unreachable'; readonly rule: number };

export interface TableAnalysis {
  readonly tableId: string;
  readonly findings: readonly Finding[];
  /** False when the table was too large to look at every combination, or some findings were left out. */
  readonly complete: boolean;
}

/** Combinations looked at in one table. */
const BUDGET = 200_000;
const MAX_OF_A_KIND = 20;

/** All decision tables of a model, those inside contexts and functions included. Rules count from 1. */
export function analyzeDecisions(model: DecisionModel): TableAnalysis[] {
  const roots = [...model.decisions.map(({ logic }) => logic), ...model.functions.map(({ logic }) => logic)];
  return roots.flatMap((logic) => tablesIn(logic)).map((table) => analyzeTable(table));
}

function tablesIn(boxed: Boxed | null): DecisionTable[] {
  if (boxed === null) return [];
  switch (boxed.kind) {
    case 'table':
      return [boxed];
    case 'literal':
      return [];
    case 'context':
      return boxed.entries.flatMap(({ value }) => tablesIn(value));
    case 'list':
      return boxed.items.flatMap((item) => tablesIn(item));
    case 'relation':
      return boxed.rows.flatMap((row) => row.flatMap((cell) => tablesIn(cell)));
    case 'invocation':
      return boxed.bindings.flatMap(({ value }) => tablesIn(value));
    case 'function':
      return tablesIn(boxed.body);
    case 'conditional':
      return [boxed.condition, boxed.then, boxed.otherwise].flatMap((part) => tablesIn(part));
    case 'filter':
      return [boxed.list, boxed.match].flatMap((part) => tablesIn(part));
    case 'for':
    case 'some':
    case 'every':
      return [boxed.list, boxed.body].flatMap((part) => tablesIn(part));
  }
}

interface Search {
  readonly table: DecisionTable;
  readonly columns: readonly (readonly Sample[])[];
  readonly gaps: Example[];
  readonly overlaps: Map<string, Finding>;
  /** Rules that decide somewhere, or that might. */
  readonly deciding: Set<number>;
  budget: number;
  leftOut: boolean;
}

/** A rule that is still in play: surely matching so far, or perhaps. */
interface Candidate {
  readonly rule: number;
  readonly sure: boolean;
}

export function analyzeTable(table: DecisionTable): TableAnalysis {
  const columns = table.inputs.map((input, column) => {
    const cells = table.rules.map((rule) => readCell(rule.conditions[column]?.text ?? '-'));
    const allowed = input.allowedValues === null ? null : readCell(input.allowedValues.text).constants;
    return samplesOf(cells, isFinite(allowed) ? allowed : null);
  });
  const search: Search = {
    table,
    columns,
    gaps: [],
    overlaps: new Map(),
    deciding: new Set(),
    budget: BUDGET,
    leftOut: false,
  };
  descend(
    search,
    0,
    table.rules.map((_, rule) => ({ rule, sure: true })),
    [],
  );
  const unreachable =
    search.budget <= 0 ? [] : table.rules.flatMap((_, rule) => (search.deciding.has(rule) ? [] : [rule]));
  return {
    tableId: table.id,
    findings: [
      ...search.gaps.map((example): Finding => ({ kind: 'gap', example })),
      ...search.overlaps.values(),
      ...unreachable.map((rule): Finding => ({ kind: 'unreachable', rule: rule + 1 })),
    ],
    complete: search.budget > 0 && !search.leftOut,
  };
}

/** Allowed values that are texts or truth values are all there is; numbers and dates name ranges. */
function isFinite(allowed: readonly Value[] | null): boolean {
  return allowed !== null && allowed.every((value) => typeof value === 'string' || typeof value === 'boolean');
}

function descend(search: Search, column: number, candidates: readonly Candidate[], chosen: readonly Value[]): void {
  if (search.budget <= 0) return;
  const samples = search.columns[column];
  if (samples === undefined) {
    conclude(search, candidates, chosen);
    return;
  }
  for (const { value, answers } of samples) {
    search.budget -= 1;
    const left = candidates.flatMap(({ rule, sure }): Candidate[] => {
      const answer = answers[rule] ?? null;
      return answer === false ? [] : [{ rule, sure: sure && answer === true }];
    });
    // Nothing further down can bring a rule back, so the gap is told once for the whole subtree.
    if (left.length === 0) noteGap(search, [...chosen, value]);
    else descend(search, column + 1, left, [...chosen, value]);
  }
}

function conclude(search: Search, candidates: readonly Candidate[], chosen: readonly Value[]): void {
  const { table } = search;
  const sure = candidates.filter((candidate) => candidate.sure);
  if (table.hitPolicy === 'FIRST') {
    for (const { rule, sure: decides } of candidates) {
      search.deciding.add(rule);
      if (decides) break;
    }
  } else for (const { rule } of candidates) search.deciding.add(rule);
  if (table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'ANY') return;
  for (const [index, { rule: left }] of sure.entries()) {
    for (const { rule: right } of sure.slice(index + 1)) noteOverlap(search, left, right, chosen);
  }
}

function noteGap(search: Search, chosen: readonly Value[]): void {
  const { table, gaps } = search;
  const toleratesGaps =
    table.hitPolicy === 'COLLECT' || table.outputs.some(({ defaultEntry }) => defaultEntry !== null);
  if (toleratesGaps) return;
  if (gaps.length >= MAX_OF_A_KIND) search.leftOut = true;
  else gaps.push(exampleOf(table, chosen));
}

function noteOverlap(search: Search, left: number, right: number, chosen: readonly Value[]): void {
  const { table, overlaps } = search;
  if (table.hitPolicy === 'ANY' && conclusionsOf(table, left) === conclusionsOf(table, right)) return;
  const key = `${left} ${right}`;
  if (overlaps.has(key)) return;
  if (overlaps.size >= MAX_OF_A_KIND) search.leftOut = true;
  else overlaps.set(key, { kind: 'overlap', rules: [left + 1, right + 1], example: exampleOf(table, chosen) });
}

function conclusionsOf(table: DecisionTable, rule: number): string {
  return (table.rules[rule]?.conclusions ?? []).map(({ text }) => text.trim()).join('\u0000');
}

/** Inputs that do not matter to the finding are left out. */
function exampleOf(table: DecisionTable, chosen: readonly Value[]): Example {
  return table.inputs
    .slice(0, chosen.length)
    .map(({ id, label }, index) => ({ id, label, value: toJson(chosen[index] ?? null) }));
}
