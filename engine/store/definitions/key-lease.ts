import type { Executor } from '../database.ts';

/** Distance of two instance keys: every key inside an instance lies between its key and the next. */
export const keyBlockSize = 2n ** 22n;

// `increment by` of silkflow.key_block.
const blocksPerLease = 1024n;

/** Hands out instance keys; a round trip to Postgres per 1,024 of them. Keys are unique, ascending per lease, never reused. */
export interface KeyLease {
  next(db: Executor): Promise<string>;
}

export function createKeyLease(): KeyLease {
  let free = 0n;
  let end = 0n;
  let leasing: Promise<void> | null = null;

  async function lease(db: Executor): Promise<void> {
    const { rows } = await db.query<{ first: string }>(`select nextval('silkflow.key_block') as first`);
    const first = BigInt(rows[0]?.first ?? '0');
    free = first;
    end = first + blocksPerLease;
  }

  return {
    async next(db) {
      // Concurrent callers wait for one lease; each takes its key without another await in between.
      while (free === end) {
        leasing ??= lease(db).finally(() => {
          leasing = null;
        });
        await leasing;
      }
      const block = free;
      free += 1n;
      return (block * keyBlockSize).toString();
    },
  };
}
