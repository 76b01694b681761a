import { createHash } from 'node:crypto';
import type { Executor } from '../database.ts';

/** `state` is any value that was too large to travel in a workflow's history. */
export type ContentKind = 'process' | 'decision' | 'form' | 'state';

/** SHA-256 in hex of the exact text. */
export function contentHash(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Stores the text under its hash, once. Answers the hash. */
export async function storeContent(db: Executor, kind: ContentKind, body: string): Promise<string> {
  const hash = contentHash(body);
  await db.query(
    'insert into silkflow.definition_content (hash, kind, body) values ($1, $2, $3) on conflict (hash) do nothing',
    [hash, kind, body],
  );
  return hash;
}

/** Null when no content has this hash. */
export async function readContent(db: Executor, hash: string): Promise<string | null> {
  const { rows } = await db.query<{ body: string }>('select body from silkflow.definition_content where hash = $1', [
    hash,
  ]);
  return rows[0]?.body ?? null;
}
