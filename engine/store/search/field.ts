import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { say } from '../words/say.ts';

/** A condition of SQL; kysely keeps its values apart from its text. */
export type Condition = RawBuilder<unknown>;
export type Expression = RawBuilder<unknown>;

/** One property that a search can filter by: what a caller may send, and what it means in SQL. */
export interface Field {
  readonly schema: z.ZodType;
  readonly condition: (given: unknown) => Condition;
  /** For sort and cursor: the column and the type its text form is cast back to. Absent = cannot be sorted by. */
  readonly column?: Expression;
  readonly cast?: 'bigint' | 'text' | 'timestamptz' | 'numeric' | 'boolean';
}

const list = <T extends z.ZodType>(item: T): z.ZodArray<T> => z.array(item).max(1_000);

/** A key: exact text, or `{ $eq, $neq, $exists, $in, $notIn }`. */
export function keyField(column: Expression): Field {
  const key = z.string().regex(/^-?\d{1,19}$/, say('search.noKey'));
  return {
    ...sortable(column, 'bigint'),
    schema: z.union([key, equality(key)]),
    condition: (given) => compare(column, given as Comparison, 'bigint'),
  };
}

/** Text: exact, or with `$like`, where `*` stands for any text and `?` for one character. */
export function textField(column: Expression): Field {
  const text = z.string();
  return {
    ...sortable(column, 'text'),
    schema: z.union([text, equality(text).extend({ $like: text.optional() })]),
    condition: (given) => compare(column, given as Comparison, 'text'),
  };
}

export function integerField(column: Expression): Field {
  const integer = z.int();
  return {
    ...sortable(column, 'numeric'),
    schema: z.union([integer, ordered(integer)]),
    condition: (given) => compare(column, given as Comparison, 'numeric'),
  };
}

/** An instant as ISO-8601 date-time with `Z` or an offset. */
export function instantField(column: Expression): Field {
  const instant = z.iso.datetime({ offset: true });
  return {
    ...sortable(column, 'timestamptz'),
    schema: z.union([instant, ordered(instant)]),
    condition: (given) => compare(column, given as Comparison, 'timestamptz'),
  };
}

export function flagField(column: Expression): Field {
  return {
    ...sortable(column, 'boolean'),
    schema: z.boolean(),
    condition: (given) => sql`(${column}) = ${given}`,
  };
}

/** A name of the API that stands for one or more values of the column. `$like` matches the names of the API. */
export function stateField(column: Expression, names: Readonly<Record<string, readonly string[]>>): Field {
  const name = z.enum(Object.keys(names) as [string, ...string[]]);
  const stored = (given: readonly string[]): readonly string[] => given.flatMap((each) => names[each] ?? []);
  const among = (given: readonly string[]): Condition => sql`${column} = any(${stored(given)})`;
  return {
    ...sortable(column, 'text'),
    schema: z.union([name, equality(name).extend({ $like: z.string().optional() })]),
    condition: (given) => {
      if (typeof given === 'string') return among([given]);
      const { $eq, $neq, $in, $notIn, $exists, $like } = given as Exclude<Comparison, string | number>;
      return all([
        ...($eq === undefined ? [] : [among([String($eq)])]),
        ...($neq === undefined ? [] : [sql`not (${among([String($neq)])})`]),
        ...($in === undefined ? [] : [among($in.map(String))]),
        ...($notIn === undefined ? [] : [sql`not (${among($notIn.map(String))})`]),
        ...($exists === undefined ? [] : [$exists ? sql`true` : sql`false`]),
        ...($like === undefined ? [] : [among(Object.keys(names).filter((each) => likePattern($like).test(each)))]),
      ]);
    },
  };
}

/** A filter that is more than one column. */
export function customField<S extends z.ZodType>(
  schema: S,
  condition: (given: z.output<S>) => Condition,
  sort?: { readonly column: Expression; readonly cast: NonNullable<Field['cast']> },
): Field {
  // Conditions are built from what this very schema has let through.
  return { ...sort, schema, condition: (given) => condition(given as z.output<S>) };
}

/** Can be sorted by, not filtered. */
export function sortOnly(column: Expression, cast: NonNullable<Field['cast']>): Field {
  return { ...sortable(column, cast), schema: z.never(), condition: () => sql`true` };
}

export function all(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

export function any(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}

/** The filter on a text column by one value of a text filter's form; for conditions inside sub-selects. */
export function textCondition(column: Expression, given: unknown): Condition {
  return compare(column, given as Comparison, 'text');
}

/** What `textField` accepts. */
export const textFilter = textField(sql`null`).schema;

type Comparison =
  | string
  | number
  | {
      readonly $eq?: string | number;
      readonly $neq?: string | number;
      readonly $exists?: boolean;
      readonly $in?: readonly (string | number)[];
      readonly $notIn?: readonly (string | number)[];
      readonly $like?: string;
      readonly $gt?: string | number;
      readonly $gte?: string | number;
      readonly $lt?: string | number;
      readonly $lte?: string | number;
    };

function equality<T extends z.ZodType>(item: T) {
  return z.strictObject({
    $eq: item.optional(),
    $neq: item.optional(),
    $exists: z.boolean().optional(),
    $in: list(item).optional(),
    $notIn: list(item).optional(),
  });
}

function ordered<T extends z.ZodType>(item: T) {
  return equality(item).extend({
    $gt: item.optional(),
    $gte: item.optional(),
    $lt: item.optional(),
    $lte: item.optional(),
  });
}

function compare(column: Expression, given: Comparison, cast: NonNullable<Field['cast']>): Condition {
  const type = sql.raw(cast);
  const value = (each: string | number): Expression => sql`cast(${each} as ${type})`;
  const values = (each: readonly (string | number)[]): Expression => sql`cast(${[...each]} as ${type}[])`;
  if (typeof given !== 'object') return sql`${column} = ${value(given)}`;
  const { $eq, $neq, $exists, $in, $notIn, $like, $gt, $gte, $lt, $lte } = given;
  const conditions: Condition[] = [];
  if ($eq !== undefined) conditions.push(sql`${column} = ${value($eq)}`);
  if ($neq !== undefined) conditions.push(sql`${column} is distinct from ${value($neq)}`);
  if ($exists !== undefined) conditions.push($exists ? sql`${column} is not null` : sql`${column} is null`);
  if ($in !== undefined) conditions.push(sql`${column} = any(${values($in)})`);
  if ($notIn !== undefined) conditions.push(sql`(${column} is null or not (${column} = any(${values($notIn)})))`);
  if ($like !== undefined) conditions.push(sql`${column} like ${likeText($like)} escape '\\'`);
  if ($gt !== undefined) conditions.push(sql`${column} > ${value($gt)}`);
  if ($gte !== undefined) conditions.push(sql`${column} >= ${value($gte)}`);
  if ($lt !== undefined) conditions.push(sql`${column} < ${value($lt)}`);
  if ($lte !== undefined) conditions.push(sql`${column} <= ${value($lte)}`);
  return all(conditions);
}

/** `*` and `?` become SQL's wildcards; a backslash before one takes it literally, and SQL's own are escaped. */
function likeText(pattern: string): string {
  return pattern.replace(/\\([*?\\])|[*?%_\\]/g, (found, literal: string | undefined) => {
    if (literal !== undefined) return literal === '\\' ? '\\\\' : literal;
    if (found === '*') return '%';
    return found === '?' ? '_' : `\\${found}`;
  });
}

function likePattern(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`);
}

function sortable(column: Expression, cast: NonNullable<Field['cast']>): Pick<Field, 'column' | 'cast'> {
  return { column, cast };
}
