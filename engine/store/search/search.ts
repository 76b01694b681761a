import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { all, any, type Condition, type Expression, type Field } from './field.ts';
import { type Cursor, countLimit, decodeCursor, encodeCursor, pageAnswerSchema, pageSchema } from './page.ts';

/** What can be searched: rows of a join, their filterable properties, and the item that each row becomes. */
export interface Searchable<Row, Item extends z.ZodType> {
  /** What follows `from`. */
  readonly from: RawBuilder<unknown>;
  /** What follows `select`. */
  readonly columns: RawBuilder<unknown>;
  readonly fields: Readonly<Record<string, Field>>;
  /** Unique field that breaks ties and is the default order. */
  readonly key: string;
  /** Properties beyond `fields` that the official API lets callers sort by. */
  readonly item: Item;
  readonly toItem: (row: Row) => z.output<Item>;
  /** Filters may be joined by `$or`, as for process instances. */
  readonly or?: true;
}

export interface SearchRequest {
  readonly page?: z.output<typeof pageSchema> | undefined;
  readonly sort?: readonly { readonly field: string; readonly order: 'ASC' | 'DESC' }[] | undefined;
  readonly filter?: Readonly<Record<string, unknown>> | undefined;
}

export interface SearchAnswer<Item> {
  readonly items: Item[];
  readonly page: z.output<typeof pageAnswerSchema>;
}

/** A cursor that does not belong to this search. */
export class CursorError extends Error {
  readonly field: 'page.after' | 'page.before';

  constructor(field: 'page.after' | 'page.before') {
    super(`invalid cursor at ${field}`);
    this.name = 'CursorError';
    this.field = field;
  }
}

/** The request body of a search, from what its fields accept. Unknown filters are refused, never ignored. */
export function searchBodySchema<Row, Item extends z.ZodType>(searchable: Searchable<Row, Item>) {
  const sortable = Object.entries(searchable.fields).filter(([, field]) => field.column !== undefined);
  const filter = filterSchema(searchable);
  const sort = z.strictObject({
    field: z.enum(sortable.map(([name]) => name) as [string, ...string[]]),
    order: z.enum(['ASC', 'DESC', 'asc', 'desc']).default('ASC').transform(upperOrder),
  });
  return z
    .strictObject({
      page: pageSchema.optional(),
      sort: z.array(sort).max(10).optional(),
      filter: filter.optional(),
    })
    .optional();
}

/** The `filter` property alone, for operations that count instead of listing. */
export function filterSchema<Row, Item extends z.ZodType>(searchable: Searchable<Row, Item>) {
  const shape = Object.fromEntries(
    Object.entries(searchable.fields)
      .filter(([, field]) => !(field.schema instanceof z.ZodNever))
      .map(([name, field]) => [name, field.schema.optional()]),
  );
  const plain = z.strictObject(shape);
  return searchable.or ? plain.extend({ $or: z.array(plain).min(1).max(50).optional() }) : plain;
}

export function searchAnswerSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), page: pageAnswerSchema });
}

/** What a filter means in SQL. */
export function filterCondition<Row, Item extends z.ZodType>(
  searchable: Searchable<Row, Item>,
  filter: SearchRequest['filter'],
): Condition {
  const conditions = Object.entries(filter ?? {}).flatMap(([name, given]): Condition[] => {
    if (given === undefined) return [];
    if (name === '$or') {
      return [any((given as Record<string, unknown>[]).map((branch) => filterCondition(searchable, branch)))];
    }
    const field = searchable.fields[name];
    return field === undefined ? [] : [field.condition(given)];
  });
  return all(conditions);
}

/** Runs a search. `scope` narrows it beyond what the caller filters by (a tenant, one instance). */
export async function search<Row, Item extends z.ZodType>(
  db: Kysely<unknown>,
  searchable: Searchable<Row, Item>,
  request: SearchRequest | undefined,
  scope: Condition = sql`true`,
): Promise<SearchAnswer<z.output<Item>>> {
  const where = all([scope, filterCondition(searchable, request?.filter)]);
  const order = orderOf(searchable, request?.sort ?? []);
  const page = request?.page ?? { limit: 100 };
  const backwards = 'before' in page;
  const cursor = readCursor(page, order.name);
  const seek = cursor === null ? sql`true` : seekCondition(order.columns, cursor.values, backwards);
  const offset = 'from' in page && page.from !== undefined ? page.from : 0;
  const positions = order.columns.map(({ column }, index) => sql`(${column})::text as ${sql.ref(`position_${index}`)}`);
  const [rows, total] = await Promise.all([
    page.limit === 0
      ? { rows: [] }
      : sql<Row & Record<string, string | null>>`
          select ${searchable.columns}, ${sql.join(positions)} from ${searchable.from} where ${where} and ${seek}
          order by ${orderBy(order.columns, backwards)} limit ${page.limit} offset ${offset}`.execute(db),
    sql<{ count: string }>`
      select count(*) from (select 1 from ${searchable.from} where ${where} limit ${countLimit + 1}) as counted`.execute(
      db,
    ),
  ]);
  const found = backwards ? rows.rows.toReversed() : rows.rows;
  const positionOf = (row: Record<string, string | null> | undefined): string | null =>
    row === undefined
      ? null
      : encodeCursor({ order: order.name, values: order.columns.map((_, index) => row[`position_${index}`] ?? null) });
  const count = Number(total.rows[0]?.count ?? 0);
  return {
    items: found.map((row) => searchable.toItem(row)),
    page: {
      totalItems: Math.min(count, countLimit),
      hasMoreTotalItems: count > countLimit,
      startCursor: positionOf(found[0]),
      endCursor: positionOf(found.at(-1)),
    },
  };
}

/** The one row that a condition on the same join finds. */
export async function findOne<Row, Item extends z.ZodType>(
  db: Kysely<unknown>,
  searchable: Searchable<Row, Item>,
  condition: Condition,
): Promise<z.output<Item> | null> {
  const { rows } = await sql<Row>`
    select ${searchable.columns} from ${searchable.from} where ${condition} limit 1`.execute(db);
  return rows[0] === undefined ? null : searchable.toItem(rows[0]);
}

interface OrderColumn {
  readonly column: Expression;
  readonly cast: NonNullable<Field['cast']>;
  readonly descending: boolean;
}

function orderOf<Row, Item extends z.ZodType>(
  searchable: Searchable<Row, Item>,
  sort: readonly { readonly field: string; readonly order: 'ASC' | 'DESC' }[],
): { readonly name: string; readonly columns: readonly OrderColumn[] } {
  const wished = sort.some(({ field }) => field === searchable.key)
    ? sort
    : [...sort, { field: searchable.key, order: 'ASC' as const }];
  const columns = wished.flatMap(({ field, order }): OrderColumn[] => {
    const { column, cast } = searchable.fields[field] ?? {};
    return column === undefined || cast === undefined ? [] : [{ column, cast, descending: order === 'DESC' }];
  });
  return { name: wished.map(({ field, order }) => `${field} ${order}`).join(), columns };
}

function orderBy(columns: readonly OrderColumn[], backwards: boolean): Expression {
  const nulls = sql.raw(backwards ? 'nulls first' : 'nulls last');
  return sql.join(
    columns.map(
      ({ column, descending }) => sql`${column} ${sql.raw(descending !== backwards ? 'desc' : 'asc')} ${nulls}`,
    ),
  );
}

/** Rows behind (or, backwards, before) a position: equal in the first columns, beyond it in the next. Nulls are last. */
function seekCondition(
  columns: readonly OrderColumn[],
  values: readonly (string | null)[],
  backwards: boolean,
): Condition {
  const steps = columns.map(({ column, cast, descending }, index): Condition => {
    const value = sql`cast(${values[index] ?? null} as ${sql.raw(cast)})`;
    const equal = columns
      .slice(0, index)
      .map(
        (before, at) =>
          sql`${before.column} is not distinct from cast(${values[at] ?? null} as ${sql.raw(before.cast)})`,
      );
    const isNull = (values[index] ?? null) === null;
    const comparison = sql`${column} ${sql.raw(descending === backwards ? '>' : '<')} ${value}`;
    if (backwards) return all([...equal, isNull ? sql`${column} is not null` : comparison]);
    return all([...equal, isNull ? sql`false` : sql`(${comparison} or ${column} is null)`]);
  });
  return any(steps);
}

function readCursor(page: z.output<typeof pageSchema>, order: string): Cursor | null {
  if ('after' in page) {
    const cursor = decodeCursor(page.after, order);
    if (cursor === null) throw new CursorError('page.after');
    return cursor;
  }
  if ('before' in page) {
    const cursor = decodeCursor(page.before, order);
    if (cursor === null) throw new CursorError('page.before');
    return cursor;
  }
  return null;
}

function upperOrder(order: 'ASC' | 'DESC' | 'asc' | 'desc'): 'ASC' | 'DESC' {
  return order === 'ASC' || order === 'asc' ? 'ASC' : 'DESC';
}
