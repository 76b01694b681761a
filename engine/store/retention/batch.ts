import type { Executor } from '../database.ts';

/** Where a batch ended: the next one looks from there, so that a row that must stay is looked at once a round. */
export interface Cursor {
  /** As Postgres writes it: a `Date` would lose the microseconds. */
  readonly at: string;
  readonly key: string;
}

export interface Pruned {
  readonly rows: number;
  /** Null = nothing old enough is left behind it. */
  readonly next: Cursor | null;
}

/** Rows looked at in one statement: it holds its locks for some milliseconds. */
export const batchSize = 1_000;

interface Batch {
  readonly days: number;
  readonly after: Cursor | null;
}

interface Row {
  readonly rows: number;
  readonly looked: number;
  readonly at: string | null;
  readonly key: string | null;
}

/**
 * Runs a statement that looks at the `$4` oldest rows after the cursor ($2, $3) that are older than $1 days, deletes those
 * that may go, and answers `rows`, `looked` and the last row's `at` and `key`.
 */
export async function pruneBatch(db: Executor, statement: string, { days, after }: Batch): Promise<Pruned> {
  const { rows } = await db.query<Row>(statement, [days, after?.at ?? '-infinity', after?.key ?? '', batchSize]);
  const row = rows[0];
  if (row === undefined || row.at === null || row.key === null) return { rows: 0, next: null };
  return { rows: row.rows, next: row.looked < batchSize ? null : { at: row.at, key: row.key } };
}
