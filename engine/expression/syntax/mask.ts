/**
 * Some legal FEEL is beyond the grammar: calls of the built-ins `and(…)` and `or(…)`, whose names are operators too, the
 * types `range<…>`, `context<>`, `function` and `day-time-duration`, and keys of contexts in backticks. They are replaced
 * by look-alikes of the same length that the grammar does read, so every position stays true; names and types are then
 * taken from the source itself.
 */
export function maskForGrammar(source: string): string {
  if (!BEYOND_GRAMMAR.test(source)) return source;
  const open: string[] = [];
  return source.replace(TOKENS, (token: string, ...found: unknown[]) => {
    const groups = found.at(-1) as Partial<Record<string, string>>;
    const before = (): string => source.slice(0, found.at(-3) as number);
    if ('([{'.includes(token)) open.push(token);
    else if (')]}'.includes(token)) open.pop();
    else if (groups['operator'] !== undefined) return startsOperand(before()) ? `_${token.slice(1)}` : token;
    else if (groups['type'] !== undefined) return `${groups['lead'] ?? ''}${maskType(groups['type'])}`;
    else if (groups['key'] !== undefined && open.at(-1) === '{') return `"${'_'.repeat(token.length - 2)}"`;
    else if (token.startsWith('context')) return 'context'.padEnd(token.length);
    return token;
  });
}

const BEYOND_GRAMMAR = /\b(and|or)\s*\(|\brange\s*<|\bcontext\s*<\s*>|\bof\s+function\b|-time-|-month-|`\s*:/;

const TOKENS =
  /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<key>`[^`]*`(?=\s*:))|`[^`]*`|(?<operator>\b(?:and|or)(?=\s*\())|(?<lead>\binstance\s+of\s+|<\s*|:\s*|,\s*|->\s*)(?<type>range(?=\s*<)|function\b(?!\s*[<(])|day-time-duration|year-month-duration)|\bcontext\s*<\s*>|[([{}\])]/g;

function maskType(type: string): string {
  return type === 'range' ? 'list ' : `_${type.slice(1).replaceAll('-', '_')}`;
}

/** Whether an operand is due after this text, so that `and` there is a name and not the operator. */
function startsOperand(before: string): boolean {
  const text = before.trimEnd();
  return text === '' || /[([{,:=<>+\-*/]$|\b(and|or|if|then|else|return|satisfies|in|between)$/.test(text);
}
