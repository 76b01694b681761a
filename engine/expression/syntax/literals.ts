const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** The text between the quotes of a string literal, its escapes resolved; an unknown escape stays as it is written. */
export function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(
    /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g,
    (whole: string, braced?: string, four?: string, six?: string, single?: string) => {
      const hex = braced ?? four ?? six;
      if (hex === undefined) return ESCAPES[single ?? ''] ?? whole;
      const code = parseInt(hex, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** A string literal that reads back as `text`. */
export function quote(text: string): string {
  const escaped = text.replace(/[\\"\n\r\t]/g, (character) => {
    switch (character) {
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      case '\t':
        return '\\t';
      default:
        return `\\${character}`;
    }
  });
  return `"${escaped}"`;
}
