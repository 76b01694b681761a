import type { RegexSyntax } from '../dialect.ts';
import type { Modes, PatternSyntax } from './cursor.ts';
import { JAVA_SYNTAX } from './java-syntax.ts';
import { Matcher } from './match.ts';
import type { Spend } from './match.ts';
import { literalPattern, parsePattern } from './parse-pattern.ts';
import { BadPattern } from './pattern.ts';
import { compilePattern } from './program.ts';
import type { CompiledPattern } from './program.ts';
import { XPATH_SYNTAX } from './xpath-syntax.ts';

/** A regular expression of a user's, which no text can make run away. */
export interface Regex {
  readonly groups: number;
  /** Numbers of named groups. */
  readonly names: ReadonlyMap<string, number>;
  matcher(text: string, spend: Spend): Matcher;
}

/** Patterns stand in expressions and come again with each evaluation. */
const known = new Map<string, Regex | null>();
const KNOWN_LIMIT = 500;

/** Null for a pattern or flags that the syntax refuses. XPath refuses unknown flags, Java's callers pass over them. */
export function compileRegex(pattern: string, flags: string, syntax: RegexSyntax): Regex | null {
  const key = `${syntax} ${flags} ${pattern}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = makeRegex(pattern, flags, syntax);
  if (known.size >= KNOWN_LIMIT) known.clear();
  known.set(key, made);
  return made;
}

function makeRegex(pattern: string, flags: string, syntax: RegexSyntax): Regex | null {
  if (syntax === 'xpath' && !/^[smixq]*$/.test(flags)) return null;
  try {
    const compiled = compilePattern(parsed(pattern, flags, syntax));
    return regexOf(compiled);
  } catch (error) {
    if (error instanceof BadPattern) return null;
    throw error;
  }
}

const SYNTAXES: Readonly<Record<RegexSyntax, PatternSyntax>> = { java: JAVA_SYNTAX, xpath: XPATH_SYNTAX };

function parsed(pattern: string, flags: string, syntax: RegexSyntax): ReturnType<typeof parsePattern> {
  const modes: Modes = {
    ignoresCase: flags.includes('i'),
    dotAll: flags.includes('s'),
    lines: flags.includes('m'),
  };
  const rules = SYNTAXES[syntax];
  if (syntax === 'xpath' && flags.includes('q')) return literalPattern(pattern, modes, rules);
  if (!flags.includes('x')) return parsePattern(pattern, rules, modes);
  return parsePattern(syntax === 'java' ? withoutComments(pattern) : withoutSpace(pattern), rules, modes);
}

function regexOf(compiled: CompiledPattern): Regex {
  const { groups, names } = compiled;
  return { groups, names, matcher: (text, spend) => new Matcher(compiled, text, spend) };
}

/** XPath's flag `x` drops white space everywhere but in a character class. */
function withoutSpace(pattern: string): string {
  let depth = 0;
  let kept = '';
  let escaped = false;
  for (const character of pattern) {
    if (depth === 0 && /\s/.test(character)) continue;
    if (!escaped && character === '[') depth += 1;
    if (!escaped && character === ']') depth -= 1;
    escaped = !escaped && character === '\\';
    kept += character;
  }
  return kept;
}

/** Java's flag `x`: white space and comments to the end of a line do not count. */
function withoutComments(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\s+|#[^\n]*/g, (token) => (token.startsWith('\\') ? token : ''));
}
