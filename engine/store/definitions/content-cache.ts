import type { Database } from '../database.ts';
import { readContent } from './content.ts';

/** Content by hash, the most recently used kept in memory. Never stale: content is immutable. */
export interface ContentCache {
  /** Null when no content has this hash; absence is not remembered. */
  read(hash: string): Promise<string | null>;
}

/** `limit` counts characters of all bodies kept. */
export function createContentCache(db: Database, limit = 64 * 1024 * 1024): ContentCache {
  const bodies = new Map<string, string>();
  let size = 0;

  function remember(hash: string, body: string): void {
    bodies.set(hash, body);
    size += body.length;
    // A Map iterates in order of insertion, and a hit is inserted again: the first entry is the least recently used.
    for (const [oldest, { length }] of bodies) {
      if (size <= limit || oldest === hash) break;
      bodies.delete(oldest);
      size -= length;
    }
  }

  return {
    async read(hash) {
      const kept = bodies.get(hash);
      if (kept !== undefined) {
        bodies.delete(hash);
        bodies.set(hash, kept);
        return kept;
      }
      const body = await readContent(db.pool, hash);
      if (body !== null && !bodies.has(hash)) remember(hash, body);
      return body;
    },
  };
}
