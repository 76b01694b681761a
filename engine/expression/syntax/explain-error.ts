import { firstError } from './tree.ts';
import type { Tree } from './tree.ts';
import { say } from '../words/say.ts';

/** What may have been forgotten, as text that is tried at the fault and as a reader would name it. */
const CANDIDATES: readonly (readonly [text: string, name: string])[] = [
  [')', ')'],
  [']', ']'],
  ['}', '}'],
  [',', ','],
  [':', ':'],
  [' x ', 'an expression'],
  [' then x else x', 'then … else …'],
  [' else x', 'else …'],
  [' return x', 'return …'],
  [' in x', 'in …'],
  [' satisfies x', 'satisfies …'],
  [' and x', 'and …'],
  [' + ', 'an operator'],
  ['"', 'a closing quote'],
];

/** Longer texts are not tried again with each candidate; the position alone has to do. */
const EXPLAINED_LENGTH = 1000;

/**
 * Where the text stopped making sense and what could have stood there: each candidate is inserted at the fault, and
 * those that let the grammar come further are named.
 */
export function explainError(
  source: string,
  tree: Tree,
  at: number,
  parse: (text: string) => Tree,
): { readonly at: number; readonly message: string; readonly expected?: string } {
  const fault = skipSpace(source, at);
  const message =
    source.trim() === ''
      ? say('syntax.empty')
      : fault >= source.length
        ? say('syntax.unexpectedEnd')
        : say('syntax.unexpected', { found: wordAt(source, fault) });
  const missing = fault >= source.length ? closingOf(source) : null;
  if (missing !== null) return { at: fault, message, expected: missing };
  if (source.length > EXPLAINED_LENGTH || tree.length === 0) return { at: fault, message };
  const helpful = CANDIDATES.filter(([text]) => {
    const next = firstError(parse(`${source.slice(0, fault)}${text}${source.slice(fault)}`));
    return next === null || next > fault + text.length;
  }).map(([, name]) => name);
  if (helpful.length > 0) return { at: fault, message, expected: helpful.join(', ') };
  // More than one thing is missing at the end; the first of them is what stands behind an operator or keyword.
  return fault >= source.length ? { at: fault, message, expected: 'an expression' } : { at: fault, message };
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What closes the innermost bracket that stands open at the end of a text whose last sign could end an expression. */
function closingOf(source: string): string | null {
  if (!/[\p{L}\p{N}_"\])}]\s*$/u.test(source)) return null;
  const open: string[] = [];
  for (const [token] of source.matchAll(/"(?:\\.|[^"\\])*"|`[^`]*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[([{\])}]/g)) {
    if (token in CLOSING) open.push(token);
    else if (')]}'.includes(token)) open.pop();
  }
  return CLOSING[open.at(-1) ?? ''] ?? null;
}

function skipSpace(source: string, at: number): number {
  const rest = source.slice(at);
  return at + (rest.length - rest.trimStart().length);
}

function wordAt(source: string, at: number): string {
  return /^([\p{L}\p{N}_]+|[\s\S])/u.exec(source.slice(at))?.[0] ?? '';
}
