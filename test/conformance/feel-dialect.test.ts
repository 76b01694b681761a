import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileExpression, evaluateValue } from '#engine/expression/evaluate.ts';
import { fromTagged, toTagged } from '#engine/expression/values/tagged.ts';
import { agrees, taggedContext, taggedSchema } from './compare-tagged.ts';
import { conformanceFolder, NO_SUITES } from './conformance-folder.ts';

const caseSchema = z.object({
  id: z.string(),
  mode: z.enum(['expression', 'unary']),
  expr: z.string(),
  context: taggedContext.nullish(),
  input: taggedSchema.nullish(),
  expected: taggedSchema.nullish(),
  fails: z.string().nullish(),
});

const environment = { now: Date.UTC(2026, 10, 23, 3), zone: 'Etc/UTC', random: () => 0.5 };
const folder = conformanceFolder();

/** What went wrong, or null. */
function fault(line: string): string | null {
  const { id, mode, expr, context, input, expected, fails } = caseSchema.parse(JSON.parse(line));
  const compiled = compileExpression(expr, { mode: mode === 'unary' ? 'unary-tests' : 'expression' });
  if (!compiled.ok) return fails == null ? `${id} ${expr}: ${compiled.problems[0]?.message}` : null;
  const variables = new Map(Object.entries(context ?? {}).map(([name, value]) => [name, fromTagged(value)]));
  if (input != null) variables.set('?', fromTagged(input));
  const result = evaluateValue(compiled.expression, variables, environment);
  if (!result.ok) return fails == null ? `${id} ${expr}: ${result.message}` : null;
  if (fails != null) return `${id} ${expr}: should have failed`;
  const actual = toTagged(result.value);
  return expected != null && agrees(actual, expected) ? null : `${id} ${expr}: ${JSON.stringify(actual)}`;
}

describe('the FEEL that Camunda 8 uses', () => {
  it('agrees in at least 99 % of the public cases', (test) => {
    if (folder === null) return test.skip(NO_SUITES);
    // given
    const lines = readFileSync(join(folder, 'feel-dialect.jsonl'), 'utf8').trim().split('\n');
    // when
    const faults = lines.map(fault).filter((message) => message !== null);
    // then
    const rate = 1 - faults.length / lines.length;
    console.log(`feel-dialect: ${lines.length - faults.length} of ${lines.length} (${(rate * 100).toFixed(2)} %)`);
    expect(lines.length).toBeGreaterThan(600);
    expect(rate, faults.join('\n')).toBeGreaterThanOrEqual(0.99);
  });
});
