import type { Pattern } from './template.ts';

/** Texts that could be cut in more ways are not cut any further: the first ways are the likely ones. */
const mostWays = 200;

/**
 * All ways to cut a text so that it is the pattern's literals with something between them, the shortest first hole first.
 * A literal that also stands inside a value gives more than one.
 */
export function* waysToCut(pattern: Pattern, text: string): Generator<readonly string[]> {
  const { literals } = pattern;
  const [head = '', ...others] = literals;
  if (!text.startsWith(head)) return;
  const tail = others.pop();
  if (tail === undefined) {
    if (text === head) yield [];
    return;
  }
  const end = text.length - tail.length;
  if (end < head.length || !text.endsWith(tail)) return;
  let ways = 0;
  for (const way of cut(text, head.length, end, others)) {
    yield way;
    ways += 1;
    if (ways === mostWays) return;
  }
}

/** Cuts `text` from `from` to `end` at each of the inner literals, in order. */
function* cut(text: string, from: number, end: number, inner: readonly string[]): Generator<readonly string[]> {
  const [literal, ...rest] = inner;
  if (literal === undefined) {
    yield [text.slice(from, end)];
    return;
  }
  let at = text.indexOf(literal, from);
  while (at !== -1 && at + literal.length <= end) {
    const hole = text.slice(from, at);
    for (const others of cut(text, at + literal.length, end, rest)) yield [hole, ...others];
    at = text.indexOf(literal, at + 1);
  }
}
