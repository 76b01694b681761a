import { describe, expect, it } from 'vitest';
import { compileProcesses, lintProcess, parseBpmn, problemText } from '#engine/model/index.ts';
import type { ModelProblem } from '#engine/model/index.ts';
import { badDrawings } from './badly-drawn.ts';

/** What a deployment of the file answers. */
async function refusalOf(xml: string): Promise<readonly ModelProblem[]> {
  const parsed = await parseBpmn(xml);
  if (!parsed.ok) return parsed.problems.filter(({ severity }) => severity === 'error');
  const compiled = await compileProcesses(parsed.file, { activities: [], resolve: () => null });
  return compiled.ok ? [] : compiled.problems.filter(({ severity }) => severity === 'error');
}

const named = (problems: readonly ModelProblem[]): readonly string[] =>
  problems.map(({ code, elementId }) => `${code} ${elementId ?? '-'}`).sort();

describe('a badly drawn diagram is refused with every fault at once', () => {
  it.each(badDrawings)('$title', async ({ xml, faults }) => {
    const problems = await refusalOf(xml);
    expect(named(problems)).toEqual(faults);
    // Each says what is wrong, then what helps, in both languages.
    for (const problem of problems) {
      expect(problem.message).toMatch(/\. [A-Z].*\.$|; [a-z].*\.$/);
      expect(problemText(problem, 'zh-CN')).toMatch(/[。；].*(请|可用)/);
    }
    const linted = await lintProcess(xml);
    // Only a deployment knows what is deployed with it.
    const alone = faults.filter((fault) => !fault.startsWith('binding.missing'));
    expect(named(linted.filter(({ severity }) => severity === 'error'))).toEqual(alone);
  });
});
