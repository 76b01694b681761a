import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { definitionFolders, installationRoot } from '#engine/config/index.ts';

const bin = join(installationRoot, 'engine/cli/bin/silkflow.mjs');
const folder = mkdtempSync(join(tmpdir(), 'silkflow-lint-'));
const shipped = definitionFolders().flatMap(({ files }) => files.filter((file) => /\.(bpmn|dmn)$/.test(file)));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function lint(language: string, ...args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, SILKFLOW_LANGUAGE: language, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'lint', ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

function broken(name: string, source: string, change: (xml: string) => string): string {
  const file = join(folder, name);
  writeFileSync(file, change(readFileSync(source, 'utf8')));
  return file;
}

describe('silkflow lint', { timeout: 60_000 }, () => {
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('finds nothing wrong in the shipped processes and decisions', async () => {
    expect(shipped.length).toBeGreaterThan(3);
    expect(await lint('en', ...shipped)).toMatchObject({ code: 0, stdout: '', stderr: 'Nothing is wrong.\n' });
  });

  it('tells file, element and fault of a diagram and of a decision, in both languages', async () => {
    // given
    const bpmn = shipped.find((file) => file.endsWith('replenishment.bpmn')) ?? '';
    const dmn = shipped.find((file) => file.endsWith('approval-authority.dmn')) ?? '';
    const diagram = broken('bad.bpmn', bpmn, (xml) => xml.replace(/targetRef="[^"]+"/, 'targetRef="nowhere"'));
    const decision = broken('bad.dmn', dmn, (xml) => xml.replace(/<text>[^<]+<\/text>/, '<text>1 +</text>'));
    // when
    const english = await lint('en', diagram, decision);
    const chinese = await lint('zh-CN', diagram, decision);
    const json = await lint('en', '--json', decision);
    // then
    expect(english.code).toBe(1);
    expect(english.stdout).toMatch(/bad\.bpmn: error: \w+: The sequence flow \w+ has no targetRef/);
    // One warning for the path that is cut off, not one for each element on it.
    expect(english.stdout.match(/\(lint\.unreachable\)/g)).toHaveLength(1);
    expect(english.stdout).toMatch(/bad\.dmn: error: \w+.*\(expression\)/);
    expect(chinese.stdout).toMatch(/bad\.bpmn: error: \w+: 顺序流 \w+ 缺少 targetRef/);
    expect(JSON.parse(json.stdout.split('\n')[0] ?? '')).toMatchObject({ severity: 'error', code: 'expression' });
  });

  it('says what it can check, and what it cannot read', async () => {
    expect(await lint('en', 'README.md')).toMatchObject({ code: 1, stderr: expect.stringContaining('.bpmn and .dmn') });
    expect(await lint('en', 'none.bpmn')).toMatchObject({ code: 1, stderr: expect.stringContaining('none.bpmn') });
  });
});
