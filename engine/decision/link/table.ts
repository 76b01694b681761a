import { contextOf, Frame, numberFromText, parseUnaryTests, textOf } from '#engine/expression/linking.ts';
import type { Closure, Value } from '#engine/expression/linking.ts';
import type { DecisionTable, TableInput, TableOutput, Text } from '../model.ts';
import { recorderOf } from '../recorder.ts';
import { linkText } from './context.ts';
import type { LinkContext } from './context.ts';
import { applyHitPolicy } from './hit-policy.ts';
import type { Hit } from './hit-policy.ts';
import { buildIndex } from './table-index.ts';
import type { TableIndex } from './table-index.ts';
import { say } from '../words/say.ts';

interface LinkedRule {
  readonly conditions: readonly Closure[];
  readonly conclusions: readonly Closure[];
}

interface LinkedTable {
  readonly table: DecisionTable;
  readonly inputs: readonly Closure[];
  readonly rules: readonly LinkedRule[];
  readonly index: TableIndex | null;
  readonly defaults: readonly (Closure | null)[];
  /** For each output: tells of a value that is not listed. */
  readonly told: readonly ((value: Value, frame: Frame) => Value)[];
  /** For each output the values in the order of their priority. */
  readonly priorities: readonly (readonly Value[])[];
  readonly context: LinkContext;
}

export function linkTable(table: DecisionTable, context: LinkContext): Closure {
  checkShape(table, context);
  const linked: LinkedTable = {
    table,
    inputs: table.inputs.map((input) => linkInput(input, context)),
    rules: table.rules.map((rule) => ({
      conditions: rule.conditions.map((text) => linkText(text, 'unary-tests', context)),
      conclusions: rule.conclusions.map((text) => linkText(text, 'expression', context)),
    })),
    index: buildIndex(table),
    defaults: table.outputs.map(({ defaultEntry }) =>
      defaultEntry === null ? null : linkText(defaultEntry, 'expression', context),
    ),
    told: table.outputs.map(({ allowedValues, id }) => linkAllowed(allowedValues, id, context)),
    priorities: table.outputs.map((output) => prioritiesOf(output)),
    context,
  };
  return (frame) => evaluateTable(linked, frame);
}

function checkShape(table: DecisionTable, { problems }: LinkContext): void {
  if (table.outputs.length === 0) problems.push({ code: 'table', elementId: table.id, message: say('table.noOutput') });
  if (table.aggregator !== null && table.outputs.length > 1) {
    problems.push({
      code: 'table',
      elementId: table.id,
      message: say('table.aggregatesSeveral', { aggregator: table.aggregator }),
    });
  }
  for (const rule of table.rules) {
    const fits = rule.conditions.length === table.inputs.length && rule.conclusions.length === table.outputs.length;
    if (!fits) problems.push({ code: 'table', elementId: rule.id, message: say('table.ruleWidth') });
  }
}

function linkInput(input: TableInput, context: LinkContext): Closure {
  const closure = linkText(input.expression, 'expression', context);
  const { typeRef, id, allowedValues } = input;
  const told = linkAllowed(allowedValues, id, context);
  return (frame) => told(context.types.coerce(closure(frame), typeRef, frame.run, id), frame);
}

/**
 * Tells of a value that its column does not list. A warning, no fault: modelers write these lists to offer them while
 * editing, and files that hold them run elsewhere.
 */
function linkAllowed(
  allowed: Text | null,
  columnId: string,
  context: LinkContext,
): (value: Value, frame: Frame) => Value {
  if (allowed === null) return (value) => value;
  const holds = linkText(allowed, 'unary-tests', context);
  return (value, frame) => {
    if (value !== null && holds(new Frame(frame.run, frame, [value])) !== true) {
      frame.run.warn(
        { source: allowed.text, at: 0 },
        'NOT_ALLOWED',
        say('value.notAllowed', { column: columnId, value: textOf(value), allowed: allowed.text }),
      );
    }
    return value;
  };
}

/** The listed values, for texts that list constants; other tests name no order. */
function prioritiesOf(output: TableOutput): Value[] {
  if (output.allowedValues === null) return [];
  const parsed = parseUnaryTests(output.allowedValues.text, {}, 'dmn');
  if (!parsed.ok) return [];
  return parsed.value.tests.flatMap((test): Value[] => {
    if (test.kind !== 'expression') return [];
    const { expression } = test;
    if (expression.kind === 'string' || expression.kind === 'boolean') return [expression.value];
    return expression.kind === 'number' ? [numberFromText(expression.text)] : [];
  });
}

function evaluateTable(linked: LinkedTable, frame: Frame): Value {
  const { table, rules, context } = linked;
  const values = linked.inputs.map((input) => input(frame));
  const recorder = recorderOf(frame.run);
  const record = recorder?.table(table, values);
  const frames = values.map((value) => new Frame(frame.run, frame, [value]));
  const stopsAtFirst = table.hitPolicy === 'FIRST';
  const hits: Hit[] = [];
  const candidates = linked.index === null || record?.full === true ? null : linked.index.candidates(values);
  const count = candidates === null ? rules.length : candidates.length;
  for (let position = 0; position < count; position += 1) {
    const ruleIndex = candidates === null ? position : (candidates[position] ?? 0);
    const rule = rules[ruleIndex];
    if (rule === undefined || (stopsAtFirst && hits.length > 0)) break;
    const failed = firstFailing(rule, frames);
    if (failed >= 0) {
      record?.missed(ruleIndex, failed);
      continue;
    }
    const outputs = rule.conclusions.map((conclusion, index) => {
      const output = table.outputs[index];
      const value = context.types.coerce(conclusion(frame), output?.typeRef ?? null, frame.run, output?.id ?? '');
      return linked.told[index]?.(value, frame) ?? value;
    });
    record?.matched(ruleIndex, outputs);
    hits.push({ rule: ruleIndex, outputs });
  }
  return resultOf(linked, hits, frame);
}

/** The index of the first input that the rule does not accept, or -1. */
function firstFailing(rule: LinkedRule, frames: readonly Frame[]): number {
  for (const [index, condition] of rule.conditions.entries()) {
    const frame = frames[index];
    if (frame !== undefined && condition(frame) !== true) return index;
  }
  return -1;
}

function resultOf(linked: LinkedTable, hits: readonly Hit[], frame: Frame): Value {
  const { table, defaults, priorities } = linked;
  const compose = (outputs: readonly Value[]): Value => {
    if (table.outputs.length === 1) return outputs[0] ?? null;
    return contextOf(table.outputs.map(({ name }, index) => [name, outputs[index] ?? null] as const));
  };
  if (hits.length === 0 && defaults.some((entry) => entry !== null)) {
    return compose(defaults.map((entry) => (entry === null ? null : entry(frame))));
  }
  const result = applyHitPolicy(table, hits, priorities);
  switch (result.kind) {
    case 'none':
      return null;
    case 'one':
      return compose(result.hit.outputs);
    case 'many':
      return result.hits.map((hit) => compose(hit.outputs));
    case 'value':
      return result.value;
  }
}
