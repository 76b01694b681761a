import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateDecisionValue, linkDecisions, parseDecisions } from '#engine/decision/index.ts';
import type { Decisions } from '#engine/decision/index.ts';
import { contextEntry } from '#engine/expression/linking.ts';
import type { Value } from '#engine/expression/linking.ts';
import { fromTagged, toTagged } from '#engine/expression/values/tagged.ts';
import { agrees, taggedContext, taggedSchema } from './compare-tagged.ts';
import { conformanceFolder, NO_SUITES } from './conformance-folder.ts';

const resultSchema = z.object({ node: z.string(), errorResult: z.boolean(), expected: taggedSchema });
const caseSchema = z.object({
  id: z.string(),
  model: z.string(),
  otherModels: z.array(z.string()),
  invoke: z.object({ type: z.string(), name: z.string().nullable() }),
  inputs: taggedContext,
  results: z.array(resultSchema),
});
type Case = z.infer<typeof caseSchema>;

const environment = { now: Date.UTC(2026, 10, 23, 3), zone: 'Etc/UTC', random: () => 0.5 };
const folder = conformanceFolder();

async function load(base: string, { model, otherModels }: Case): Promise<Decisions | string> {
  const others = otherModels.map((path) => readFileSync(join(base, path), 'utf8'));
  const parsed = await parseDecisions(readFileSync(join(base, model), 'utf8'), ({ namespace }) =>
    others.find((xml) => rootTag(xml).includes(` namespace="${namespace}"`)),
  );
  if (!parsed.ok) return parsed.problems.map(({ message }) => message).join('; ');
  return linkDecisions(parsed.model, { lazy: true }).decisions;
}

/** The start tag of the root; elements inside name the namespaces of others. */
function rootTag(xml: string): string {
  return /<(?:[\w-]+:)?definitions\b[^>]*>/.exec(xml)?.[0].replace(/\s+/g, ' ') ?? '';
}

/** What went wrong, or null. */
function fault(decisions: Decisions, { id, invoke, inputs, results }: Case): string | null {
  const variables = new Map(Object.entries(inputs).map(([name, value]) => [name, fromTagged(value)]));
  const service = invoke.type === 'decisionService' ? invoke.name : null;
  for (const { node, errorResult, expected } of results) {
    const result = evaluateDecisionValue(decisions, service ?? node, variables, environment);
    if (!result.ok) {
      if (errorResult) continue;
      return `${id} ${node}: ${result.message}`;
    }
    const value: Value = service !== null && results.length > 1 ? contextEntry(result.value, node) : result.value;
    const actual = toTagged(value);
    const isRight = errorResult ? actual.t === 'null' : agrees(actual, expected);
    if (!isRight) return `${id} ${node}: ${JSON.stringify(actual)}`;
  }
  return null;
}

describe('the DMN technology compatibility kit', () => {
  it('agrees in at least 99 % of the cases of levels 2 and 3', { timeout: 240_000 }, async (test) => {
    if (folder === null) return test.skip(NO_SUITES);
    // given
    const lines = readFileSync(join(folder, 'dmn-tck.jsonl'), 'utf8').trim().split('\n');
    const loaded = new Map<string, Decisions | string>();
    // when
    const faults: string[] = [];
    for (const line of lines) {
      const tested = caseSchema.parse(JSON.parse(line));
      const decisions = loaded.get(tested.model) ?? (await load(folder, tested));
      loaded.set(tested.model, decisions);
      const message = typeof decisions === 'string' ? `${tested.id}: ${decisions}` : fault(decisions, tested);
      if (message !== null) faults.push(message);
    }
    // then
    const rate = 1 - faults.length / lines.length;
    console.log(`dmn-tck: ${lines.length - faults.length} of ${lines.length} (${(rate * 100).toFixed(2)} %)`);
    expect(lines.length).toBeGreaterThan(2000);
    expect(rate, faults.join('\n')).toBeGreaterThanOrEqual(0.99);
  });
});
