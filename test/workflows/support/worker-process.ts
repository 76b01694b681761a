import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createEngineWorker } from '#activities/worker/create-worker.ts';
import { openDatabase } from '#engine/store/database.ts';
import { orderActivities } from './order-activities.ts';

/** A worker in a process of its own, so that a test can kill it. Settings come by the environment; see `WorkerFleet`. */
const { DRILL_DATABASE, DRILL_TEMPORAL, DRILL_NAMESPACE, DRILL_QUEUE, DRILL_BUNDLE, DRILL_STICKY_MS } = process.env;
if (!DRILL_DATABASE || !DRILL_TEMPORAL || !DRILL_NAMESPACE || !DRILL_QUEUE || !DRILL_BUNDLE)
  throw new Error('settings');

Runtime.install({ logger: new DefaultLogger('ERROR') });
const db = openDatabase(DRILL_DATABASE, { poolSize: 6, name: 'drill worker', byKey: true });
const connection = await NativeConnection.connect({ address: DRILL_TEMPORAL });
const worker = await createEngineWorker({
  connection,
  namespace: DRILL_NAMESPACE,
  taskQueue: DRILL_QUEUE,
  db,
  services: {
    evaluateDecision: () => Promise.resolve({ ok: false, incident: 'CALLED_DECISION_ERROR', message: 'none here' }),
    bringStart: () => undefined,
  },
  activities: orderActivities(db),
  onRetry: ({ error }) => process.stdout.write(`retry ${error instanceof Error ? error.message : String(error)}\n`),
  workflowBundle: { codePath: DRILL_BUNDLE },
  tuning: { stickyQueueScheduleToStartTimeout: Number(DRILL_STICKY_MS ?? 2_000), shutdownGraceTime: '1s' },
});
process.stdout.write('ready\n');
await worker.run();
