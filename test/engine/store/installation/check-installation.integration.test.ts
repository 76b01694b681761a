import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationFolders } from '#engine/config/index.ts';
import { installationWorkflowId } from '#engine/contracts/wire/installation.ts';
import { loopbackHosts } from '#engine/server/http/access.ts';
import { runServer } from '#engine/server/run-server.ts';
import { type Database, openDatabase } from '#engine/store/database.ts';
import { checkInstallation, InstallationError } from '#engine/store/installation/index.ts';
import { freshDatabase, type FreshDatabase, freshNamespace, temporalAddress } from '#test/support/index.ts';

describe('database and Temporal namespace belong together', () => {
  let connection: Connection;
  const opened: { readonly fresh: FreshDatabase; readonly db: Database }[] = [];

  beforeAll(async () => {
    connection = await Connection.connect({ address: temporalAddress() });
  });
  afterAll(async () => {
    await connection?.close();
    for (const { fresh, db } of opened) {
      await db.pool.end();
      await fresh.drop();
    }
  });

  /** Test databases are copies of one template, so each is given an identity of its own. */
  async function newDatabase(): Promise<Database> {
    const fresh = await freshDatabase();
    const db = openDatabase(fresh.url, { poolSize: 4, name: 'installation test' });
    opened.push({ fresh, db });
    await db.pool.query('update silkflow.installation set installation_id = gen_random_uuid()');
    return db;
  }

  async function newClient(): Promise<Client> {
    return new Client({ connection, namespace: await freshNamespace() });
  }

  async function faultOf(checked: Promise<void>): Promise<string> {
    const error = await checked.then(
      () => null,
      (reason: unknown) => reason,
    );
    return error instanceof InstallationError ? error.fault : String(error);
  }

  it('the first claims, the same may come again and at once, another database is refused with what to do', async () => {
    // given
    const [mine, other, client] = [await newDatabase(), await newDatabase(), await newClient()];
    await Promise.all([1, 2, 3].map(() => checkInstallation(mine, client, 'queue')));
    await checkInstallation(mine, client, 'queue');
    // when
    const refused = checkInstallation(other, client, 'queue');
    // then
    const error = await refused.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InstallationError);
    expect((error as InstallationError).text.en).toMatch(
      /belongs to another database.*TEMPORAL_NAMESPACE.*DATABASE_URL/,
    );
    expect((error as InstallationError).text['zh-CN']).toMatch(/属于另一个数据库.*TEMPORAL_NAMESPACE.*DATABASE_URL/);
  });

  it('of two databases that come to a new namespace at once, one is refused', async () => {
    const [one, two, client] = [await newDatabase(), await newDatabase(), await newClient()];
    const faults = await Promise.all([one, two].map((db) => faultOf(checkInstallation(db, client, 'queue'))));
    expect(faults.toSorted()).toEqual(['null', 'otherDatabase']);
  });

  it('a second product on the same database is refused: another namespace, another task queue', async () => {
    const [db, first, second] = [await newDatabase(), await newClient(), await newClient()];
    await checkInstallation(db, first, 'queue');
    expect(await faultOf(checkInstallation(db, second, 'queue'))).toBe('otherNamespace');
    expect(await faultOf(checkInstallation(db, first, 'another'))).toBe('otherTaskQueue');
    expect(await faultOf(checkInstallation(db, first, 'queue'))).toBe('null');
  });

  it('a mark that somebody ended is set again; a namespace that lost the running instances is refused', async () => {
    // given a namespace of the right name that knows nothing, as after a lost Temporal
    const [db, client] = [await newDatabase(), await newClient()];
    await db.pool.query('update silkflow.installation set temporal_namespace = $1', [client.options.namespace]);
    const start = (key: number) =>
      db.pool.query(
        `insert into silkflow.process_instance (instance_key, tenant_id, process_definition_key, definition_hash, process_id,
           version, state, root_key, started_at) values ($1, '<default>', 1, '', 'p', 1, 'active', $1, now())`,
        [key],
      );
    await start(4194304);
    expect(await faultOf(checkInstallation(db, client, 'queue'))).toBe('historiesGone');
    // when it knows one of them
    await start(8388608);
    await client.workflow.start('any', { workflowId: 'silkflow-8388608', taskQueue: 'nobody' });
    // then
    expect(await faultOf(checkInstallation(db, client, 'queue'))).toBe('null');
    expect((await client.workflow.getHandle(installationWorkflowId).describe()).status.name).toBe('RUNNING');
  });

  it('a server does not start on another database’s namespace', async () => {
    const [mine, client] = [await newDatabase(), await newClient()];
    await checkInstallation(mine, client, 'queue');
    await newDatabase();
    const url = opened.at(-1)?.fresh.url ?? '';
    const running = runServer(
      {
        databaseUrl: url,
        databasePoolSize: 2,
        migrations: migrationFolders(),
        temporal: { address: temporalAddress(), namespace: client.options.namespace, taskQueue: 'queue' },
        temporalUiUrl: null,
        host: '127.0.0.1',
        port: 0,
        access: { token: null, hosts: new Set(loopbackHosts) },
        language: 'en',
        zone: 'Etc/UTC',
        version: '0.0.0-test',
        designerFolder: '/nonexistent',
        activities: [],
        webhooks: { sources: {}, secret: 'secret' },
        uniqueBusinessIds: false,
      },
      pino({ level: 'silent' }),
    );
    await expect(running).rejects.toThrow('belongs to another database');
  });
});
