import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installationRoot } from '#engine/config/index.ts';

const bin = join(installationRoot, 'engine/cli/bin/silkflow.mjs');
const folder = mkdtempSync(join(tmpdir(), 'silkflow-words-'));

function told(language: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, SILKFLOW_LANGUAGE: language, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { env }, (_error, _stdout, stderr) => resolve(stderr));
  });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const list = file('list.json', '[1]');
const noDecision = file(
  'none.dmn',
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="d" namespace="n">
     <decision id="Duty" name="Duty"><informationRequirement><requiredDecision href="#Rate"/></informationRequirement>
       <literalExpression><text>1 +</text></literalExpression></decision>
   </definitions>`,
);

describe('what the engine says on the command line', { timeout: 60_000 }, () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [['feel', '1 + (2'], '1:7 unexpected end, expected )\n', '1:7 意外结束，应为 )\n'],
    [
      ['feel', 'substring(1, 2)'],
      "1:1 'substring' has no value for (number, number)\n",
      '1:1 “substring”对（数字、数字）没有值\n',
    ],
    [['feel', 'assert(1, false)'], 'The condition is not fulfilled\n', '条件不成立\n'],
    // Somebody else's words stay
    [['feel', 'assert(1, false, "Total must be positive")'], 'Total must be positive\n', 'Total must be positive\n'],
    [
      ['feel', 'x', '--context', list],
      `${list}: Invalid input: expected record, received array\n`,
      `${list}：无效输入：期望 record，实际接收 数组\n`,
    ],
    [
      ['dmn', noDecision, '--decision', 'Duty'],
      "Duty: requires 'Rate', which does not exist\nDuty: 1:4 unexpected end, expected an expression\n",
      'Duty：需要“Rate”，但它不存在\nDuty：1:4 意外结束，应为 表达式\n',
    ],
  ])('%j speaks both languages', async (args, english, chinese) => {
    expect(await told('en', ...args)).toBe(english);
    expect(await told('zh', ...args)).toBe(chinese);
  });
});
