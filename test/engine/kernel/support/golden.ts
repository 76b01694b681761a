import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import type { Act } from '../differential/act.ts';

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

/** The acts of the comparison with Zeebe, and what only this product has or only its API tells apart. */
export type GoldenAct =
  | Act
  | { readonly do: 'start'; readonly by: StartBy; readonly variables: JsonObject }
  | { readonly do: 'move'; readonly from: string; readonly to: string }
  | {
      readonly do: 'migrate';
      readonly process: string;
      readonly mapping: readonly { readonly source: string; readonly target: string }[];
    }
  /** An ended instance again, from this element on. */
  | { readonly do: 'restart'; readonly element: string }
  | { readonly do: 'suspend' }
  | { readonly do: 'resume' };

export type StartBy =
  | { readonly kind: 'none' }
  | { readonly kind: 'message'; readonly name: string; readonly key: string }
  | { readonly kind: 'signal'; readonly name: string }
  /** When the clock says so. */
  | { readonly kind: 'timer' }
  /** By variables of which its condition is true. */
  | { readonly kind: 'condition' }
  /** At this element, instead of a start event. */
  | { readonly kind: 'before'; readonly element: string };

export const goldenFolder = join(import.meta.dirname, '..', 'golden');

export function readGoldens(): readonly Golden[] {
  const names = readdirSync(goldenFolder).flatMap((file) => (file.endsWith('.bpmn') ? [file.slice(0, -5)] : []));
  return names.sort().map((name) => ({
    name,
    xml: readFileSync(join(goldenFolder, `${name}.bpmn`), 'utf8'),
    steps: parseTrace(readFileSync(join(goldenFolder, `${name}.trace`), 'utf8')),
  }));
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

const json = z.record(z.string(), z.json());

/** `verb word … {variables}`; a trace with an act that nobody knows is a mistake of its author. */
export function parseAct(line: string): GoldenAct {
  const brace = line.indexOf('{');
  const variables = brace < 0 ? {} : json.parse(JSON.parse(line.slice(brace)));
  const [verb, ...words] = (brace < 0 ? line : line.slice(0, brace)).trim().split(/\s+/);
  const [first = '', second = '', third = ''] = words;
  switch (verb) {
    case 'start':
      return { do: 'start', by: startBy(first, second, third), variables };
    case 'complete':
    case 'fail':
      return { do: verb, element: first, variables };
    case 'throw':
      return { do: 'throw', element: first, code: second, variables };
    case 'retries':
      return { do: 'retries', element: first, retries: Number(second) };
    case 'resolve':
      return { do: 'resolve', element: first };
    case 'finish':
      return { do: 'completeTask', element: first, variables };
    case 'assign':
      return { do: 'assign', element: first, assignee: second };
    case 'message':
      return { do: 'message', name: first, key: second, variables };
    case 'signal':
      return { do: 'signal', name: first, variables };
    case 'wait':
      return { do: 'clock', ms: Number(first) * 1_000 };
    case 'set':
      return { do: 'set', variables, ...(first !== '' && { element: first }) };
    case 'modify':
      return { do: 'modify', activate: named(words, 'activate'), terminate: named(words, 'terminate') };
    case 'restart':
      return { do: 'restart', element: first };
    case 'move':
      return { do: 'move', from: first, to: second };
    case 'migrate':
      return { do: 'migrate', process: first, mapping: words.slice(1).map(pair) };
    case 'suspend':
    case 'resume':
    case 'cancel':
      return { do: verb };
    default:
      throw new Error(`No act: ${line}`);
  }
}

function startBy(kind: string, first: string, second: string): StartBy {
  switch (kind) {
    case '':
      return { kind: 'none' };
    case 'timer':
    case 'condition':
      return { kind };
    case 'message':
      return { kind, name: first, key: second };
    case 'signal':
      return { kind, name: first };
    case 'before':
      return { kind, element: first };
    default:
      throw new Error(`No start: ${kind}`);
  }
}

/** The words after this one: `activate a,b`. */
function named(words: readonly string[], name: string): readonly string[] {
  const at = words.indexOf(name);
  return at < 0 ? [] : (words[at + 1] ?? '').split(',');
}

function pair(text: string): { readonly source: string; readonly target: string } {
  const [source = '', target = ''] = text.split('->');
  return { source, target };
}
