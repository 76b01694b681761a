/** Indents XML that the process builder wrote on one line, so that a person can read it and compare two of them. */
export function prettyXml(xml: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const [token] of xml.matchAll(/<[^>]+>(?:[^<]+<\/[^>]+>)?/g)) {
    if (token.startsWith('</')) depth -= 1;
    lines.push(`${'  '.repeat(depth)}${token.replace(/><\/[^>]+>$/, ' />')}`);
    const opens = !token.startsWith('</') && !token.startsWith('<?') && !token.endsWith('/>') && !token.includes('</');
    if (opens) depth += 1;
  }
  return `${joinEmpty(lines).join('\n')}\n`;
}

/** `<a>` and `</a>` with nothing between are one tag. */
function joinEmpty(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const name = /^ *<([\w:]+)/.exec(last ?? '')?.[1];
    const isEmpty = last !== undefined && name !== undefined && line.trim() === `</${name}>` && !/\/>$|<\//.test(last);
    if (isEmpty) joined[joined.length - 1] = last.replace(/>$/, ' />');
    else joined.push(line);
  }
  return joined;
}
