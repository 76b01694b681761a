import type { Json } from '#engine/contracts/json.ts';
import type { Environment, Variables } from '#engine/expression/index.ts';
import {
  callFunction,
  EvaluationFailure,
  evaluateClosure,
  FeelFunction,
  jsonVariables,
  Run,
  toJson,
} from '#engine/expression/linking.ts';
import type { Value, ValueEvaluation, ValueSource } from '#engine/expression/linking.ts';
import type { DecisionResult, ExplainedTable, Explanation } from './contract.ts';
import { linkModel, prepareModel } from './link/link.ts';
import type { Asking, LinkedModel, Node } from './link/link.ts';
import type { DecisionModel, DecisionProblem } from './model.ts';
import { record, Recorder } from './recorder.ts';
import type { TableRecord } from './recorder.ts';
import { say } from './words/say.ts';

/** A model made ready in this thread: closures over the JSON of `model`. Make it once, ask it often. */
export interface Decisions {
  readonly model: DecisionModel;
  readonly linked: LinkedModel;
}

/**
 * Makes a model ready: synchronous, without XML, so a workflow's thread can do it from the stored JSON. Faults of
 * expressions are told; a decision with such a fault fails when it is asked, the others work. With `lazy` each decision
 * is compiled when it is first asked, and its faults show only then.
 */
export function linkDecisions(
  model: DecisionModel,
  options: { readonly lazy?: boolean } = {},
): {
  readonly decisions: Decisions;
  readonly problems: readonly DecisionProblem[];
} {
  const problems: DecisionProblem[] = [];
  const linked = linkModel(model, problems);
  if (options.lazy !== true) prepareModel(linked);
  return { decisions: { model, linked }, problems };
}

export interface DecisionOptions {
  /** Every rule of a table is asked and the refused ones are explained, too; slower for large tables. */
  readonly explain?: 'matched' | 'full';
}

/** Evaluates a decision (or a decision service) by id or name. Never throws. */
export function evaluateDecision(
  decisions: Decisions,
  idOrName: string,
  variables: Variables,
  environment: Environment,
  options: DecisionOptions = {},
): DecisionResult {
  const { evaluation, explanation } = explained(decisions, idOrName, jsonVariables(variables), environment, options);
  if (!evaluation.ok) return { ...evaluation, explanation };
  return { ok: true, value: toJson(evaluation.value), explanation, warnings: evaluation.warnings };
}

/** As `evaluateDecision`, with FEEL values on both sides and without an explanation. */
export function evaluateDecisionValue(
  decisions: Decisions,
  idOrName: string,
  variables: ValueSource,
  environment: Environment,
): ValueEvaluation {
  const run = new Run('dmn', environment, variables);
  return ask(decisions, idOrName, run, null);
}

function ask(decisions: Decisions, idOrName: string, run: Run, onDecision: Asking['onDecision']): ValueEvaluation {
  const node = nodeNamed(decisions.linked, idOrName);
  return evaluateClosure(() => {
    if (node === undefined) throw new EvaluationFailure(say('decision.unknown', { decision: idOrName }));
    const asking: Asking = { run, given: new Map(), found: new Map(), onDecision };
    const value = node.valueIn(asking);
    return node.kind === 'service' && value instanceof FeelFunction ? callService(node, value, run) : value;
  }, run);
}

/** A service that is asked directly takes its inputs from the variables. */
function callService(node: Node, service: FeelFunction, run: Run): Value {
  const values = service.parameters.map(({ name }) => run.variables.get(name) ?? null);
  return callFunction(service, { values, names: null }, run, { source: node.name, at: 0 });
}

function nodeNamed(linked: LinkedModel, idOrName: string): Node | undefined {
  const nodes = [...linked.nodes.values()].filter(({ kind }) => kind === 'decision' || kind === 'service');
  return nodes.find(({ id }) => id === idOrName) ?? nodes.find(({ name }) => name === idOrName);
}

function explained(
  decisions: Decisions,
  idOrName: string,
  variables: ValueSource,
  environment: Environment,
  options: DecisionOptions,
): { readonly evaluation: ValueEvaluation; readonly explanation: Explanation } {
  const run = new Run('dmn', environment, variables);
  const recorder = new Recorder(options.explain === 'full');
  record(run, recorder);
  const told: Explanation['decisions'][number][] = [];
  const open: { readonly node: Node; readonly from: number }[] = [];
  const evaluation = ask(decisions, idOrName, run, (node) => {
    open.push({ node, from: recorder.tables.length });
    return (value) => {
      const closed = open.pop();
      const tables = recorder.tables.splice(closed?.from ?? 0);
      told.push({ id: node.id, name: node.name, value: toJson(value), tables: tables.map(explainTable) });
    };
  });
  // A decision that failed on the way has no value, but what its tables saw is what the reader looks for.
  for (const { node, from } of open.reverse()) {
    told.push({ id: node.id, name: node.name, value: null, tables: recorder.tables.splice(from).map(explainTable) });
  }
  return { evaluation, explanation: { decisions: told } };
}

function explainTable({ table, inputs, hits, misses }: TableRecord): ExplainedTable {
  const json = (value: Value | undefined): Json => toJson(value ?? null);
  return {
    id: table.id,
    hitPolicy: table.hitPolicy,
    inputs: table.inputs.map(({ id, label }, index) => ({ id, label, value: json(inputs[index]) })),
    matched: hits.map(({ rule, outputs }) => ({
      id: table.rules[rule]?.id ?? '',
      index: rule + 1,
      outputs: table.outputs.map(({ id, label }, index) => ({ id, label, value: json(outputs[index]) })),
    })),
    refused: misses.map(({ rule, input }) => ({
      id: table.rules[rule]?.id ?? '',
      index: rule + 1,
      inputId: table.inputs[input]?.id ?? '',
      condition: table.rules[rule]?.conditions[input]?.text ?? '',
    })),
  };
}
