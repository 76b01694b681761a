import { z } from 'zod';
import type { Text } from '#engine/contracts/language.ts';

/** One environment variable: what it is for, what it may hold, and what holds when it is not set. */
export interface Variable<T> {
  readonly name: string;
  readonly about: Text;
  /** What a value must look like, told with the error. */
  readonly expects: Text;
  /** A value to copy. */
  readonly example: string;
  /** From the variable's text to its value. Empty text counts as not set. */
  readonly schema: z.ZodType<T, string>;
  /** Text that stands in when the variable is not set; absent = must be set; null = may be absent. */
  readonly fallback?: string | null;
  /** Never printed. May also be given as `${name}_FILE`: the path of a file that holds it. */
  readonly secret?: true;
}

/** Declares a variable that always has a value: the given one or the fallback's. */
export function variable<T>(declaration: Variable<T> & { readonly fallback?: string }): Variable<T> {
  return declaration;
}

/** Declares a variable whose absence means something; its value is then null. */
export function optionalVariable<T>(declaration: Omit<Variable<T | null>, 'fallback'>): Variable<T | null> {
  return { ...declaration, fallback: null };
}

/** What a value must look like, in schema and in words. Spread into a declaration. */
export interface Kind<T> {
  readonly schema: z.ZodType<T, string>;
  readonly expects: Text;
}

export const text: Kind<string> = {
  schema: z.string().min(1),
  expects: { en: 'a text', 'zh-CN': '一段文字' },
};

export const flag: Kind<boolean> = {
  schema: z.enum(['true', 'false', '1', '0', 'on', 'off']).transform((value) => ['true', '1', 'on'].includes(value)),
  expects: { en: 'true or false', 'zh-CN': 'true 或 false' },
};

export const hostAndPort: Kind<string> = {
  schema: z.string().regex(/^[^\s/:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i),
  expects: { en: 'host:port, without a scheme', 'zh-CN': '主机:端口，不带协议前缀' },
};

export const webUrl: Kind<string> = {
  schema: z
    .url({ protocol: /^https?$/ })
    // Paths are appended with a leading slash, so a trailing one would double it.
    .transform((value) => value.replace(/\/+$/, '')),
  expects: { en: 'an http or https URL', 'zh-CN': 'http 或 https 网址' },
};

export const postgresUrl: Kind<string> = {
  schema: z.url({ protocol: /^postgres(ql)?$/, hostname: /.*/ }),
  expects: { en: 'a PostgreSQL URL with a database name', 'zh-CN': '带数据库名的 PostgreSQL 网址' },
};

export const port: Kind<number> = integer(0, 65_535);

/** A whole number from `min` to `max`, both allowed. */
export function integer(min: number, max: number): Kind<number> {
  return {
    schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max)),
    expects: { en: `a whole number from ${min} to ${max}`, 'zh-CN': `${min} 到 ${max} 之间的整数` },
  };
}

/** How long something is kept; 0 = for ever. */
export const days: Kind<number> = {
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(0).max(36_500)),
  expects: { en: 'a whole number of days, 0 = for ever', 'zh-CN': '整数天数，0 表示永久保留' },
};

/** One word of a few. */
export function oneOf<const W extends readonly [string, ...string[]]>(words: W): Kind<W[number]> {
  return {
    schema: z.enum(words),
    expects: { en: `one of ${words.join(', ')}`, 'zh-CN': `${words.join('、')} 之一` },
  };
}

/** Words separated by commas; blanks around them do not count. */
export const list: Kind<readonly string[]> = {
  schema: z.string().transform((value) =>
    value
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
  expects: { en: 'values separated by commas', 'zh-CN': '用逗号分隔的值' },
};
