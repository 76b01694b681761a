import { readFile } from 'node:fs/promises';
import type { HistoryAndWorkflowId } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import type { ReplayWorkerOptions } from '@temporalio/worker';
import { openDatabase } from '#engine/store/database.ts';
import { createContentCache, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { replayOrder } from './replay-apart.ts';

/** Replays two histories in turn and prints the ratios of their CPU: the interpreter alone, without a server. */
const [file = ''] = process.argv.slice(2);
const { bundle, databaseUrl, diagram, byHand, times, rounds } = replayOrder.parse(
  JSON.parse(await readFile(file, 'utf8')),
);
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
});
const db = openDatabase(databaseUrl, { poolSize: 1, name: 'bench replay' });
const silent = { fn: () => undefined, callDuringReplay: false };
const options: ReplayWorkerOptions = {
  workflowBundle: { codePath: bundle },
  dataConverter: {
    payloadCodecs: [createPayloadCodec({ db, contents: createContentCache(db), deliverDefinitions: true })],
  },
  sinks: { outside: { told: silent }, projection: { write: silent, began: silent, trouble: silent } },
};
const ours = historyOf('diagram', diagram);
const theirs = historyOf('by-hand', byHand);

const ratios: number[] = [];
// The first round warms up.
for (let round = 0; round <= rounds; round += 1) {
  const cpu = await replay(ours);
  const ratio = cpu / (await replay(theirs));
  if (round > 0) ratios.push(ratio);
}
await db.pool.end();
process.stdout.write(JSON.stringify(ratios));

function historyOf(workflowId: string, json: string): HistoryAndWorkflowId {
  return { workflowId, history: historyFromJSON(JSON.parse(json)) };
}

/** CPU in µs of replaying it `times` times. */
async function replay(history: HistoryAndWorkflowId): Promise<number> {
  const cpu = process.cpuUsage();
  await replayAll(Array.from({ length: times }, () => history));
  const { user, system } = process.cpuUsage(cpu);
  return user + system;
}

async function replayAll(histories: readonly HistoryAndWorkflowId[]): Promise<void> {
  for await (const result of Worker.runReplayHistories(options, histories)) if (result.error) throw result.error;
}
