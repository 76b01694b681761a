import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { evaluate as evaluateWithFeelin } from 'feelin';
import { evaluateDecision } from '#engine/decision/index.ts';
import { compileExpression, evaluate } from '#engine/expression/index.ts';
import type { CompiledExpression } from '#engine/expression/index.ts';
import type { Json } from '#engine/contracts/json.ts';
import { installationRoot } from '#engine/config/index.ts';
import { figure } from '../figure.ts';
import type { Figure } from '../figure.ts';
import { orderNumber } from './orders.ts';
import { dutyTable } from './duty-table.ts';

const environment = { now: Date.UTC(2026, 10, 23), zone: 'Etc/UTC', random: () => 0.5 };
const ROUNDS = 5;
const ORDERS = 512;

/** FEEL against feelin on the same expressions in one run, a large decision table, and what the code adds to bundles. */
export async function benchFeel(): Promise<Figure[]> {
  return [...compareWithFeelin(), ...(await measureTable()), ...(await measureBundles())];
}

function readExpressions(): string[] {
  const json: unknown = JSON.parse(readFileSync(new URL('./expressions.json', import.meta.url), 'utf8'));
  if (!Array.isArray(json)) throw new Error('expressions.json is no list');
  return json.map(String);
}

function compiled(source: string): CompiledExpression {
  const result = compileExpression(source);
  if (!result.ok) throw new Error(`${source}: ${result.problems[0]?.message}`);
  return result.expression;
}

function compareWithFeelin(): Figure[] {
  const orders = Array.from({ length: ORDERS }, (_, index) => orderNumber(index));
  const pairs = readExpressions().map((source) => ({ source, expression: compiled(source) }));
  const faults = pairs.flatMap(({ source, expression }) => differences(source, expression, orders.slice(0, 40)));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const ratios: number[] = [];
  const own: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const measured = pairs.map(({ source, expression }) => {
      const ours = timePerCall(6, orders, (order) => ownValue(expression, order));
      const peer = timePerCall(1, orders.slice(0, 48), (order) => evaluateWithFeelin(source, order));
      return { ours, peer };
    });
    ratios.push(geometricMean(measured.map(({ ours, peer }) => peer / ours)));
    own.push(geometricMean(measured.map(({ ours }) => ours)));
    theirs.push(geometricMean(measured.map(({ peer }) => peer)));
  }
  return [
    figure('feel.speedup-over-feelin', 'x', ratios),
    figure('feel.evaluation.us', 'us', own),
    figure('feel.evaluation-feelin.us', 'us', theirs),
  ];
}

function ownValue(expression: CompiledExpression, order: { readonly [name: string]: Json }): Json {
  const result = evaluate(expression, { get: (name) => order[name] }, environment);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/** Microseconds of one call, over `rounds` passes through the orders after one pass to warm up. */
function timePerCall<T>(rounds: number, orders: readonly T[], call: (order: T) => unknown): number {
  for (const order of orders) call(order);
  const start = process.hrtime.bigint();
  for (let round = 0; round < rounds; round += 1) for (const order of orders) call(order);
  return Number(process.hrtime.bigint() - start) / 1000 / (rounds * orders.length);
}

const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** A comparison of speeds means nothing when the two do not do the same. Binary floats are allowed their last digits. */
function differences(
  source: string,
  expression: CompiledExpression,
  orders: readonly { readonly [name: string]: Json }[],
): string[] {
  const seen = new Set<string>();
  for (const order of orders) {
    const ours = comparable(ownValue(expression, order));
    const theirs = comparable(evaluateWithFeelin(source, order).value);
    if (ours !== theirs) return [`${source}: ${ours} here, ${theirs} in feelin`];
    seen.add(ours);
  }
  return seen.size < 2 ? [`${source}: always ${[...seen].join()}, which could be a constant`] : [];
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'number') return Number(part.toPrecision(12));
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.getPrototypeOf(part) === Object.prototype ? part : temporalText(part);
  }).replace(/\.000Z/g, 'Z');
}

/** feelin's own date and duration objects print themselves in ISO 8601. */
function temporalText(value: { toString(): string }): string {
  return value.toString();
}

/** 1,000 rules over a code, a range of values and a country; the inputs vary over all rules. */
async function measureTable(): Promise<Figure[]> {
  const decisions = await dutyTable(1000);
  const inputs = Array.from({ length: 2000 }, (_, index) => {
    const rule = (index * 7919) % 1000;
    return new Map<string, Json>([
      ['code', `HS${String(rule).padStart(4, '0')}`],
      ['value', (rule % 50) * 20 + 10],
      ['origin', index % 3 === 0 ? 'CN' : 'VN'],
    ]);
  });
  const ask = (variables: Map<string, Json>): void => {
    const result = evaluateDecision(decisions, 'Duty', variables, environment);
    if (!result.ok || result.value === null) throw new Error('the table has no answer');
  };
  const samples = Array.from({ length: ROUNDS }, () => timePerCall(3, inputs, ask));
  return [figure('dmn.table-1000.us', 'us', samples)];
}

/** Minified bytes that a bundle grows by: evaluation in a workflow or in the browser, FEEL alone and with decisions. */
async function measureBundles(): Promise<Figure[]> {
  const size = async (contents: string, platform: 'browser' | 'neutral'): Promise<number> => {
    const result = await build({
      stdin: { contents, resolveDir: installationRoot, loader: 'ts' },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform,
      mainFields: ['module', 'main'],
      logLevel: 'silent',
    });
    return (result.outputFiles[0]?.contents.length ?? 0) / 1000;
  };
  const feel = `export { compileExpression, evaluate } from '#engine/expression/index.ts';`;
  const decisions = `export { evaluateDecision, linkDecisions } from '#engine/decision/evaluate.ts';`;
  return [
    figure('feel.bundle-workflow.kB', 'kB', [await size(feel, 'neutral')]),
    figure('feel.bundle-browser.kB', 'kB', [await size(feel, 'browser')]),
    figure('dmn.bundle-browser.kB', 'kB', [await size(`${feel}\n${decisions}`, 'browser')]),
  ];
}
