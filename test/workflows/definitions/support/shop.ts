import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { commerceManifest, seedSamples, webhookSources } from '#activities/commerce/index.ts';
import type { SilkflowClient } from '#activities/commerce/orders/silkflow-client.ts';
import { silkflowClient } from '#activities/commerce/orders/silkflow-client.ts';
import type { RunningSimulators } from '#activities/commerce/simulators/simulators.ts';
import { startSimulators } from '#activities/commerce/simulators/simulators.ts';
import { migrationFolders } from '#engine/config/index.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { deployDefinitions } from '#engine/embedded/launch/deploy-definitions.ts';
import { loopbackHosts } from '#engine/server/http/access.ts';
import { runServer } from '#engine/server/run-server.ts';
import { freshDatabase, freshNamespace, temporalAddress, uniqueTaskQueue, workerProcess } from '#test/support/index.ts';

const apiKey = 'shop-key';
const secret = 'shop-secret';

/** The product with its shipped processes: server, simulators, and the real worker in a process of its own, to be killed. */
export interface Shop {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly client: SilkflowClient;
  readonly post: (path: string, body: JsonObject) => Promise<unknown>;
  readonly steer: (path: string, body: JsonObject) => Promise<void>;
  readonly startWorker: () => Promise<void>;
  /** SIGKILL: no clean-up of any kind. */
  readonly killWorker: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openShop(): Promise<Shop> {
  const database = await freshDatabase();
  const namespace = await freshNamespace();
  const taskQueue = uniqueTaskQueue();
  const folder = mkdtempSync(join(tmpdir(), 'silkflow-shop-'));
  const pool = new pg.Pool({ connectionString: database.url, max: 6 });
  await seedSamples(pool);
  const server = await runServer(
    {
      databaseUrl: database.url,
      databasePoolSize: 10,
      migrations: migrationFolders(),
      temporal: { address: temporalAddress(), namespace, taskQueue },
      temporalUiUrl: null,
      host: '127.0.0.1',
      port: 0,
      access: { token: null, hosts: new Set(loopbackHosts) },
      language: 'en',
      zone: 'Etc/UTC',
      version: '0.0.0-test',
      designerFolder: '/nonexistent',
      activities: commerceManifest,
      webhooks: { sources: webhookSources, secret },
      uniqueBusinessIds: false,
    },
    pino({ level: 'silent' }),
  );
  const simulators: RunningSimulators = await startSimulators({
    host: '127.0.0.1',
    port: 0,
    apiKey,
    seed: 'shop',
    webhooks: { url: `${server.url}/api/webhooks`, secret },
    file: null,
  });
  await deployDefinitions(server.url, null, () => undefined);
  const worker = workerProcess({
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_NAMESPACE: namespace,
    SILKFLOW_TASK_QUEUE: taskQueue,
    DATABASE_URL: database.url,
    SILKFLOW_DATA: folder,
    SILKFLOW_TIMERS: 'demo',
    SILKFLOW_PARTY_KEY: apiKey,
    SILKFLOW_PAYMENT_URL: `${simulators.url}/payment`,
    SILKFLOW_CARRIER_URL: `${simulators.url}/carrier`,
    SILKFLOW_CUSTOMS_URL: `${simulators.url}/customs`,
    SILKFLOW_SUPPLIER_URL: `${simulators.url}/supplier`,
  });
  const post = async (url: string, body: JsonObject): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    url: server.url,
    pool,
    client: silkflowClient({ url: server.url, token: null }),
    post: (path, body) => post(`${server.url}${path}`, body),
    steer: async (path, body) => void (await post(`${simulators.url}/control/${path}`, body)),
    startWorker: worker.start,
    killWorker: worker.kill,
    close: async () => {
      await worker.kill();
      await simulators.stop();
      await server.stop();
      await pool.end();
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    },
  };
}
