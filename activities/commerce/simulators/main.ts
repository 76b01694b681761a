import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import type { Configuration } from '#engine/config/index.ts';
import { describeProblem, readConfiguration } from '#engine/config/index.ts';
import { runDemoStream } from '../orders/generator/demo-stream.ts';
import { silkflowClient } from '../orders/silkflow-client.ts';
import { seedSamples } from '../samples/seed-samples.ts';
import { AppendLog } from './append-log.ts';
import { startSimulators } from './simulators.ts';

/** The sandbox around Silkflow: foreign parties, sample master data, and sample orders when they are wished for. */
const reading = readConfiguration(process.env);
if (reading.ok) {
  await main(reading.value);
} else {
  for (const problem of reading.problems) process.stderr.write(`${describeProblem(problem, 'en')}\n`);
  process.exitCode = 1;
}

async function main(settings: Configuration): Promise<void> {
  const log = pino({ level: settings.logLevel, base: { process: 'simulators' } });
  const server = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
  const folder = resolve(settings.dataFolder, 'simulators');
  const simulators = await startSimulators({
    host: settings.host,
    port: settings.simulatorsPort,
    apiKey: settings.partyKey,
    seed: settings.demoSeed,
    webhooks: { url: `${server}/api/webhooks`, secret: settings.webhookSecret },
    file: resolve(folder, 'parties.jsonl'),
  });
  log.info({ url: simulators.url, webhooks: server }, 'simulators run');
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      ending.abort();
      void simulators.stop().then(() => process.exit(0));
    });
  }
  await seed(settings, (note) => log.info(note), ending.signal);
  if (!settings.demo) return;
  const progress = new AppendLog(resolve(folder, 'stream.jsonl'));
  const next = progress.get('stream', settings.demoSeed);
  await runDemoStream({
    client: silkflowClient({ url: server, token: settings.apiToken }),
    seed: settings.demoSeed,
    ordersPerMinute: settings.demoOrdersPerMinute,
    firstIndex: typeof next === 'number' ? next : 1,
    onSent: (index) => progress.put('stream', settings.demoSeed, index),
    onNote: (note) => log.info(`sample orders: ${note}`),
    signal: ending.signal,
  });
}

/** Fills in the sample data once the server has made the tables. */
async function seed(settings: Configuration, note: (text: string) => void, signal: AbortSignal): Promise<void> {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 2, application_name: 'silkflow simulators' });
  pool.on('error', (error) => note(`database: ${error.message}`));
  try {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        await seedSamples(pool);
        note('sample data in place');
        return;
      } catch (error) {
        if (attempt % 10 === 1)
          note(`sample data not in place yet: ${error instanceof Error ? error.message : String(error)}`);
        await sleep(1_000);
      }
    }
  } finally {
    await pool.end();
  }
}
