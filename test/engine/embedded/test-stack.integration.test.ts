import { Connection, Client } from '@temporalio/client';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { freshDatabase, freshNamespace, temporalAddress, uniqueTaskQueue } from '#test/support/index.ts';

describe('the shared test stack', () => {
  it('gives each caller a migrated database of its own and removes it', async () => {
    // given
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
    // when
    const client = new pg.Client({ connectionString: one.url });
    await client.connect();
    const { rows } = await client.query("select to_regclass('silkflow.process_definition') as table");
    await client.end();
    // then
    expect(rows).toEqual([{ table: 'silkflow.process_definition' }]);
    expect(one.url).not.toBe(other.url);
    await one.drop();
    await other.drop();
  });

  it('complains of a connection that a test left open', async () => {
    const database = await freshDatabase();
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => {});
    await client.connect();
    await client.query('select 42');
    await expect(database.drop()).rejects.toThrow('select 42');
  });

  it('gives a namespace in which workflows start at once', async () => {
    const namespace = await freshNamespace();
    const connection = await Connection.connect({ address: temporalAddress() });
    const client = new Client({ connection, namespace });
    const handle = await client.workflow.start('nothing', { taskQueue: uniqueTaskQueue(), workflowId: 'one' });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
    await connection.close();
  });
});
