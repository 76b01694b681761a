import { z } from 'zod';

const limit = z.int().min(0).max(10_000).default(100);

/** The four ways to ask for a page. A cursor is only good for the sort that it was made with. */
export const pageSchema = z.union([
  z.strictObject({ from: z.int().min(0).max(1_000_000).optional(), limit }),
  z.strictObject({ after: z.string().min(1), limit }),
  z.strictObject({ before: z.string().min(1), limit }),
]);

export type PageRequest = z.output<typeof pageSchema>;

/** What every search answers beside its items. Counting stops at `countLimit`. */
export const pageAnswerSchema = z.object({
  totalItems: z.int(),
  hasMoreTotalItems: z.boolean(),
  startCursor: z.string().nullable(),
  endCursor: z.string().nullable(),
});

export const countLimit = 10_000;

/** Position of a row in one order: the texts of its sort columns, null for SQL's null. */
export interface Cursor {
  readonly order: string;
  readonly values: readonly (string | null)[];
}

const cursorSchema = z.object({ order: z.string(), values: z.array(z.string().nullable()) });

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

/** Null when the text is no cursor of this order. */
export function decodeCursor(text: string, order: string): Cursor | null {
  try {
    const cursor = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64').toString()));
    return cursor.order === order ? cursor : null;
  } catch {
    return null;
  }
}
