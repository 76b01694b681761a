/**
 * Some legal FEEL is beyond the grammar: calls of the built-ins `and(…)` and `or(…)`, whose names are operators too, and
 * the types `range<…>` and `context<>`. They are replaced by look-alikes of the same length that the grammar does read,
 * so every position stays true; names and types are then taken from the source itself.
 */
export function maskForGrammar(source: string): string {
  if (!/\b(and|or)\s*\(|\brange\s*<|\bcontext\s*<\s*>/.test(source)) return source;
  return source.replace(
    /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|`[^`]*`|\b(and|or)(?=\s*\()|(\binstance\s+of\s+|<\s*|:\s*|,\s*|->\s*)(range)(?=\s*<)|\bcontext\s*<\s*>/g,
    (token: string, operator: string | undefined, lead: string | undefined, range: string | undefined, at: number) => {
      if (operator !== undefined) return startsOperand(source.slice(0, at)) ? `_${operator.slice(1)}` : token;
      if (range !== undefined) return `${lead ?? ''}list `;
      if (token.startsWith('context')) return 'context'.padEnd(token.length);
      return token;
    },
  );
}

/** Whether an operand is due after this text, so that `and` there is a name and not the operator. */
function startsOperand(before: string): boolean {
  const text = before.trimEnd();
  return text === '' || /[([{,:=<>+\-*/]$|\b(and|or|if|then|else|return|satisfies|in|between)$/.test(text);
}
