import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cacheFolder,
  findTemporal,
  freePort,
  postgresPlan,
  postgresUrl,
  preparePostgres,
  startProcess,
  temporalPlan,
  waitUntilReady,
} from '#engine/embedded/index.ts';

/** One Temporal dev server and one Postgres for tests: in a temporary folder, on free ports, gone after `stop`. */
export interface TestStack {
  readonly temporal: string;
  /** URL of the maintenance database; test databases are made beside it. */
  readonly postgres: string;
  stop(): Promise<void>;
}

export const namespace = 'default';

export async function startTestStack(): Promise<TestStack> {
  const folder = mkdtempSync(join(tmpdir(), 'silkflow-stack-'));
  // Postgres runs as a user of its own when we are root, and must pass this folder.
  await chmod(folder, 0o755);
  const [temporal, postgres] = await Promise.all([startTemporal(folder), startPostgres(folder)]);
  return {
    temporal: temporal.address,
    postgres: postgres.url,
    async stop() {
      await Promise.all([temporal.stop(), postgres.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startTemporal(folder: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const cache = cacheFolder();
  const cli = await findTemporal({
    given: process.env['TEMPORAL_CLI'] ?? null,
    path: process.env['PATH'],
    cache,
    writtenBy: null,
    say: (text) => console.error(text.en),
  });
  const [port, httpPort, metricsPort] = await Promise.all([freePort(), freePort(), freePort()]);
  const plan = temporalPlan({
    cli: cli.path,
    port,
    httpPort,
    metricsPort,
    uiPort: 0,
    headless: true,
    namespace,
    file: null,
    synchronous: 'NORMAL',
    logFile: join(folder, 'temporal.log'),
  });
  const running = await startProcess(plan);
  await waitUntilReady(plan, running);
  return { address: `127.0.0.1:${port}`, stop: () => running.stop() };
}

async function startPostgres(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  await mkdir(join(folder, 'data'), { mode: 0o755 });
  const cluster = await preparePostgres(join(folder, 'data'), randomBytes(12).toString('hex'));
  const port = await freePort();
  const plan = postgresPlan(cluster, { port, logFile: join(folder, 'postgres.log'), throwaway: true });
  const running = await startProcess(plan);
  await waitUntilReady(plan, running);
  return { url: postgresUrl(cluster, port, 'postgres'), stop: () => running.stop() };
}

/**
 * `node --import tsx test/support/stack.ts --keep FILE` starts a stack that stays until Ctrl+C, and writes to FILE the two
 * lines that let test runs share it: `source FILE`, then run any integration test.
 */
if (process.argv[1] === import.meta.filename && process.argv[2] === '--keep') {
  const stack = await startTestStack();
  const lines = `export SILKFLOW_TEST_TEMPORAL=${stack.temporal}\nexport SILKFLOW_TEST_PG=${stack.postgres}\n`;
  const file = process.argv[3];
  if (file !== undefined) writeFileSync(file, lines, { mode: 0o600 });
  process.stdout.write(lines);
  const stop = (): void => void stack.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  setInterval(() => {}, 60_000);
}
