import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { migrationFolders } from '#engine/config/index.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { loopbackHosts } from '#engine/server/http/access.ts';
import { runServer } from '#engine/server/run-server.ts';
import { freshDatabase, freshNamespace, temporalAddress, uniqueTaskQueue, workerProcess } from '#test/support/index.ts';

/** A server without activities, and the product's worker in a process of its own, to be killed. */
export interface Stage {
  readonly pool: pg.Pool;
  /** One call of the API; a call that finds no worker is made again under the same idempotency key. */
  readonly call: (method: string, path: string, body?: JsonObject) => Promise<unknown>;
  readonly deploy: (files: Readonly<Record<string, string>>) => Promise<void>;
  readonly startWorker: () => Promise<void>;
  /** SIGKILL: no clean-up of any kind. */
  readonly killWorker: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const database = await freshDatabase();
  const namespace = await freshNamespace();
  const taskQueue = uniqueTaskQueue();
  const folder = mkdtempSync(join(tmpdir(), 'silkflow-elements-'));
  const pool = new pg.Pool({ connectionString: database.url, max: 6 });
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
      activities: [],
      webhooks: { sources: {}, secret: 'none' },
      uniqueBusinessIds: false,
    },
    pino({ level: 'silent' }),
  );
  const worker = workerProcess({
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_NAMESPACE: namespace,
    SILKFLOW_TASK_QUEUE: taskQueue,
    DATABASE_URL: database.url,
    SILKFLOW_DATA: folder,
  });
  return {
    pool,
    call: (method, path, body) => call(`${server.url}${path}`, method, body),
    deploy: async (files) => {
      const form = new FormData();
      for (const [name, text] of Object.entries(files)) form.append('resources', new Blob([text]), name);
      const response = await fetch(`${server.url}/v2/deployments`, { method: 'POST', body: form });
      if (!response.ok) throw new Error(`not deployed: ${await response.text()}`);
    },
    startWorker: worker.start,
    killWorker: worker.kill,
    close: async () => {
      await worker.kill();
      await server.stop();
      await pool.end();
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    },
  };
}

/** The API says no. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, what: string) {
    super(`${status} ${what}`);
    this.status = status;
  }
}

let calls = 0;

async function call(url: string, method: string, body?: JsonObject): Promise<unknown> {
  calls += 1;
  const headers = { 'content-type': 'application/json', 'idempotency-key': `elements-${calls}` };
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (response.ok) return text === '' ? null : JSON.parse(text);
    // Nobody was there to do it, or the answer is still to come: the same key asks for the same thing.
    if (![503, 504].includes(response.status) || tries > 10) throw new Refusal(response.status, `${url}: ${text}`);
    await sleep(500);
  }
}
