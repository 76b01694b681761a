import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Transaction, transaction } from '#engine/store/database.ts';
import { freshDatabase } from '#test/support/index.ts';
import type { FreshDatabase } from '#test/support/index.ts';

let home: FreshDatabase;
let database: Database;

beforeAll(async () => {
  home = await freshDatabase();
  database = openDatabase(home.url, { poolSize: 2, name: 'database test' });
});

afterAll(async () => {
  await database.pool.end();
  await home.drop();
});

/** As a restart of the server does. */
async function terminate(backend: number): Promise<void> {
  const admin = new pg.Client({ connectionString: home.url });
  await admin.connect();
  await admin.query('select pg_terminate_backend($1)', [backend]);
  await admin.end();
}

describe('a connection that the server ends', () => {
  it('fails its transaction, also between two statements, and the process goes on with another', async () => {
    // given
    const statements: string[] = [];
    const doomed = transaction(database, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      statements.push('first');
      await terminate(rows[0]?.pid ?? 0);
      // Nobody waits for a statement when the news comes.
      await sleep(200);
      await tx.query('select 1');
      statements.push('second');
    });
    // when / then
    await expect(doomed).rejects.toThrow();
    expect(statements).toEqual(['first']);
    const result = await transaction(database, (tx) => tx.query<{ n: number }>('select 1 as n'));
    expect(result.rows).toEqual([{ n: 1 }]);
  });
});

describe('statements of a transaction that travel together', () => {
  it('tell the fault of the first that failed, however late its promise is looked at', async () => {
    // given
    const looksLate = async (tx: Transaction): Promise<unknown> =>
      tx.query('select 3000000000::integer').catch(async (error: unknown) => {
        await sleep(50);
        throw error;
      });
    // when
    const failed = transaction(database, (tx) => Promise.all([looksLate(tx), tx.query('select 1')]));
    // then
    await expect(failed).rejects.toMatchObject({ code: '22003' });
  });
});
