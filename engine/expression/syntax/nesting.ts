import { LIMITS } from '../limits.ts';

/**
 * Where a text nests too deeply to be parsed, or null. The grammar's parser has limits of its own that show as odd faults
 * or as an exhausted stack, so brackets and chains of operators are counted before it is asked.
 */
export function tooDeepAt(source: string): number | null {
  const operators = [0];
  for (const match of source.matchAll(TOKENS)) {
    const [token] = match;
    const level = operators.length - 1;
    if ('([{'.includes(token)) {
      if (operators.length > LIMITS.depth) return match.index;
      operators.push(0);
    } else if (')]}'.includes(token)) {
      if (level > 0) operators.pop();
    } else if (token === ',') operators[level] = 0;
    else if (!/^["`/][\s\S]/.test(token)) {
      operators[level] = (operators[level] ?? 0) + 1;
      // A comparison and the `and` before it are two signs on one level of nesting.
      if ((operators[level] ?? 0) > LIMITS.depth * 2) return match.index;
    }
  }
  return null;
}

const TOKENS =
  /"(?:\\.|[^"\\])*"|`[^`]*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[([{}\]),]|[-+*/=<>]+|\b(?:and|or|if|return|satisfies)\b/g;
