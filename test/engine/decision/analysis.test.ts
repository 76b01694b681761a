import { describe, expect, it } from 'vitest';
import { analyzeDecisions, compileDecisions } from '#engine/decision/index.ts';
import type { TableAnalysis } from '#engine/decision/index.ts';
import { decision, definitions, table } from './dmn.ts';
import type { TableText } from './dmn.ts';

async function analyze(text: TableText): Promise<TableAnalysis | undefined> {
  const compiled = await compileDecisions(definitions(decision('D', table(text))));
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  return analyzeDecisions(compiled.decisions.model)[0];
}

const base = { inputs: ['x', 'y'], outputs: ['z'] };

describe('the analysis of a table', () => {
  it('finds nothing wrong where each input has one rule', async () => {
    const rules = [
      ['< 10', '-', '1'],
      ['[10..20)', 'true', '2'],
      ['[10..20)', 'false', '3'],
      ['>= 20', '-', '4'],
    ];
    expect(await analyze({ ...base, rules })).toMatchObject({ findings: [], complete: true });
  });

  it('shows a gap by inputs that fall into it', async () => {
    const rules = [
      ['< 10', '-', '1'],
      ['> 10', '-', '2'],
    ];
    expect(await analyze({ ...base, rules })).toMatchObject({
      findings: [{ kind: 'gap', example: [{ id: 'in1', label: 'x', value: 10 }] }],
    });
  });

  it('shows an overlap by inputs that two rules take', async () => {
    const rules = [
      ['<= 10', '"a"', '1'],
      ['>= 10', '"a","b"', '2'],
      ['-', 'not("a","b")', '3'],
      ['< 10', '"b"', '4'],
    ];
    expect(await analyze({ ...base, rules })).toMatchObject({
      findings: [{ kind: 'overlap', rules: [1, 2], example: [{ value: 10 }, { value: 'a' }] }],
    });
  });

  it('names a rule that an earlier one hides', async () => {
    const rules = [
      ['> 5', '-', '1'],
      ['> 7', '"a"', '2'],
      ['-', '-', '3'],
    ];
    expect(await analyze({ ...base, hitPolicy: 'FIRST', rules })).toMatchObject({
      findings: [{ kind: 'unreachable', rule: 2 }],
    });
  });

  it('says nothing of cells that depend on other variables', async () => {
    const rules = [
      ['< limit', '-', '1'],
      ['>= limit', '-', '2'],
    ];
    expect(await analyze({ ...base, rules })).toMatchObject({ findings: [] });
  });

  it('knows dates', async () => {
    const rules = [
      ['< date("2026-01-01")', '-', '1'],
      ['> @"2026-01-01"', '-', '2'],
    ];
    expect(await analyze({ ...base, rules })).toMatchObject({
      findings: [{ kind: 'gap', example: [{ value: '2026-01-01' }] }],
    });
  });
});
