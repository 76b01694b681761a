/** English texts by a stable key. Places to fill stand in double braces: `No process '{{process}}' is deployed`. */
export type Templates = Readonly<Record<string, string>>;

/** Every text of a catalogue in another language, with the same places. */
export type Translated<T extends Templates> = Readonly<Record<keyof T, string>>;

type Places<Text extends string> = Text extends `${string}{{${infer Place}}}${infer Rest}`
  ? Place | Places<Rest>
  : never;

type Values<Text extends string> = [Places<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Places<Text>, string | number>>];

/** Writes a text of one catalogue; a key or a value that is missing does not compile. */
export type Say<T extends Templates> = <Key extends keyof T & string>(key: Key, ...values: Values<T[Key]>) => string;

/** A template taken apart: `literals` stand around the holes, so there is one more of them. */
export interface Pattern {
  readonly literals: readonly string[];
  readonly holes: readonly string[];
}

export function patternOf(template: string): Pattern {
  const parts = template.split(/\{\{(\w+)\}\}/);
  return {
    literals: parts.filter((_, index) => index % 2 === 0),
    holes: parts.filter((_, index) => index % 2 === 1),
  };
}

/** The text of a pattern; values are taken as they are, braces included. */
export function fill({ literals, holes }: Pattern, values: Readonly<Record<string, string | number>>): string {
  return literals.map((literal, index) => `${literal}${String(values[holes[index] ?? ''] ?? '')}`).join('');
}

/**
 * The voice of a folder: `say('process.missing', { process })`. What it says is written into histories and under digests, so
 * a template's English never changes; a better wording is a new key.
 */
export function sayer<const T extends Templates>(templates: T): Say<T> {
  // Warnings of FEEL are said in loops.
  const patterns = new Map<string, Pattern>();
  return (key, ...[values]) => {
    let pattern = patterns.get(key);
    if (pattern === undefined) {
      pattern = patternOf(templates[key] ?? key);
      patterns.set(key, pattern);
    }
    return fill(pattern, values ?? {});
  };
}
