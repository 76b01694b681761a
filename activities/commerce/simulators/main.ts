import { resolve } from 'node:path';
import { pino } from 'pino';
import { describeProblem, readConfiguration } from '#engine/config/index.ts';
import { startSimulators } from './simulators.ts';

const reading = readConfiguration(process.env);
if (!reading.ok) {
  for (const problem of reading.problems) console.error(describeProblem(problem, 'en'));
  process.exit(1);
}
const configuration = reading.value;
const log = pino({ name: 'simulators', level: configuration.logLevel });
const server = configuration.publicUrl ?? `http://${configuration.host}:${configuration.port}`;
const simulators = await startSimulators({
  host: configuration.host,
  port: configuration.simulatorsPort,
  apiKey: configuration.partyKey,
  seed: configuration.demoSeed,
  webhooks: { url: `${server}/api/webhooks`, secret: configuration.webhookSecret },
  file: resolve(configuration.dataFolder, 'simulators', 'log.jsonl'),
});
log.info({ url: simulators.url, webhooks: server }, 'simulators listening');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulators.stop().then(() => {
      log.info('simulators stopped');
      process.exit(0);
    });
  });
}
