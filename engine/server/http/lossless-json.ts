import { Decimal } from 'decimal.js';
import type { Json } from '#engine/contracts/json.ts';
import { ApiProblem } from '#engine/server/problems/index.ts';

/** Every decimal of up to 15 significant digits survives a double; only longer or scientific literals need a look. */
const suspicious = /\d[eE][-+\d]|(?:\d[.]?){16,}/;

/**
 * Parses a request's JSON. A number that would change on its way into a double (design decision D11) is refused with its
 * path: `JSON.parse` turns 9007199254740993 into …992 without a word.
 */
export function parseLossless(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new ApiProblem(400, 'request.notJson', { message: error instanceof Error ? error.message : String(error) });
  }
  if (suspicious.test(text)) refuseLossyNumbers(text);
  return value;
}

type Frame = { readonly kind: 'array'; index: number } | { readonly kind: 'object'; key: string | null };

/** Walks the tokens of valid JSON, keeping the path; strings are skipped whole. */
function refuseLossyNumbers(text: string): void {
  const frames: Frame[] = [];
  const token = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[[\]{},]/g;
  for (const [found] of text.matchAll(token)) {
    const top = frames.at(-1);
    if (found === '[') frames.push({ kind: 'array', index: 0 });
    else if (found === '{') frames.push({ kind: 'object', key: null });
    else if (found === ']' || found === '}') frames.pop();
    else if (found === ',') {
      if (top?.kind === 'array') top.index += 1;
      else if (top) top.key = null;
    } else if (found.startsWith('"')) {
      if (top?.kind === 'object' && top.key === null) top.key = String(JSON.parse(found));
    } else refuseIfLossy(found, frames);
  }
}

function refuseIfLossy(literal: string, frames: readonly Frame[]): void {
  const stored = Number(literal);
  if (Number.isFinite(stored) && new Decimal(literal).equals(String(stored))) return;
  const field = frames.map((frame) => (frame.kind === 'array' ? `[${frame.index}]` : `.${frame.key}`)).join('');
  const path = field.replace(/^\./, '') || '$';
  throw new ApiProblem(400, 'request.number', { field: path, literal, stored: String(stored) }, { field: path });
}
