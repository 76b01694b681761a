import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAct } from './golden-act.ts';
import type { GoldenAct } from './golden-act.ts';

/**
 * A golden trace lies beside its diagram: `NAME.bpmn` and `NAME.trace`. A line of the trace that is not indented is an act;
 * the indented ones below it are what it led to, in order. `[callee]` names the process where it is not the first one.
 *
 *     start {"n": 1}
 *       activated go
 *     complete go {"done": true}
 *       taken go_end
 */
export interface Golden {
  readonly name: string;
  readonly xml: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly line: string;
  readonly act: GoldenAct;
  readonly effects: readonly string[];
}

export const goldenFolder = join(import.meta.dirname, '..', 'golden');

export function readGoldens(): readonly Golden[] {
  const names = readdirSync(goldenFolder).flatMap((file) => (file.endsWith('.bpmn') ? [file.slice(0, -5)] : []));
  return names.sort().map(readGolden);
}

export function readGolden(name: string): Golden {
  return {
    name,
    xml: readFileSync(join(goldenFolder, `${name}.bpmn`), 'utf8'),
    steps: parseTrace(readFileSync(join(goldenFolder, `${name}.trace`), 'utf8')),
  };
}

export function parseTrace(text: string): readonly Step[] {
  const steps: { line: string; act: GoldenAct; effects: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    if (line.startsWith('  ')) steps.at(-1)?.effects.push(line.trim());
    else steps.push({ line, act: parseAct(line), effects: [] });
  }
  return steps;
}

export function formatTrace(steps: readonly Pick<Step, 'line' | 'effects'>[]): string {
  return (
    steps
      .map(({ line, effects }) =>
        [line, ...effects.map((effect) => `  ${effect}\n`)].join('\n').replace(/\n\n/g, '\n').trimEnd(),
      )
      .join('\n') + '\n'
  );
}
