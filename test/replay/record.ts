import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { temporal } from '@temporalio/proto';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { ActivityManifest, ActivityRegistry } from '#engine/contracts/activity.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';
import { readContent } from '#engine/store/definitions/content.ts';
import { startTestStack } from '#test/support/stack.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';
import { LiveInstance } from './live-instance.ts';
import { forgetUnusedDefinitions, storyOf, writeDefinition, writeRecordedInstance } from './recorded-instance.ts';
import type { RecordedInstance } from './recorded-instance.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';

/**
 * `node --import tsx test/replay/record.ts [--only NAME …]` runs the scenarios on a real Temporal and Postgres and writes
 * their histories for the release that package.json names. Histories of earlier releases are never written again.
 */

const manifests: readonly ActivityManifest[] = [
  { type: 'item', startToCloseMs: 20_000 },
  { type: 'quick', startToCloseMs: 20_000, local: true },
  { type: 'reserve', startToCloseMs: 20_000, undo: true },
  // Long enough to run in a workflow of its own.
  { type: 'survey', startToCloseMs: 11 * 60 * 1_000 },
  {
    type: 'flaky',
    startToCloseMs: 20_000,
    retry: { maximumAttempts: 1, initialIntervalMs: 10, backoffCoefficient: 1, maximumIntervalMs: 10 },
  },
];

const activities: ActivityRegistry = {
  item: ({ variables }) => Promise.resolve({ kind: 'completed', variables: { done: variables['n'] ?? null } }),
  quick: ({ variables }) => Promise.resolve({ kind: 'completed', variables: { seen: variables['n'] ?? null } }),
  // Ends after the timer that interrupts it, so that there is something to undo.
  reserve: async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return { kind: 'completed', variables: { reserved: 1 } };
  },
  // Ends after the instance has continued as new.
  survey: async () => {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    return { kind: 'completed', variables: { found: 42 } };
  },
  'reserve.undo': () => Promise.resolve({ kind: 'completed', variables: {} }),
  flaky: ({ variables }) =>
    variables['mended'] === true
      ? Promise.resolve({ kind: 'completed', variables: { fixed: true } })
      : Promise.reject(new Error('out of order')),
};

// Most scenarios wait more than they compute.
const atOnce = 4;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const chosen = values.only === undefined ? scenarios : scenarios.filter(({ name }) => values.only?.includes(name));
  assert.ok(chosen.length > 0, 'No scenario has that name');
  const release = await currentRelease();
  const stack = await provideStack();
  const engine = await DurableEngine.open({
    manifests,
    activities,
    services: {
      evaluateDecision: () => Promise.resolve({ ok: true, decisionKey: null, value: 'auto', explanation: {} }),
    },
  });
  try {
    await engine.startWorker();
    const waiting = [...chosen];
    const recordNext = async (): Promise<void> => {
      for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
        for (const { name, recorded } of await record(engine, scenario)) {
          await writeRecordedInstance(release, name, recorded);
          console.log(`${release}/${name}: ${recorded.story.length} lines, ${recorded.runs.length} run(s)`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, recordNext));
    await forgetUnusedDefinitions();
  } finally {
    await engine.close();
    await stack?.stop();
  }
}

async function record(
  engine: DurableEngine,
  { name, processes, start, drive }: Scenario,
): Promise<readonly { readonly name: string; readonly recorded: RecordedInstance }[]> {
  try {
    const deployed: string[] = [];
    for (const process of processes) deployed.push(...(await engine.deploy(process.toXml())).keys());
    const key = await engine.start(deployed[0] ?? '', start);
    await drive?.(new LiveInstance(engine, key));
    await engine.result(key);
    const children = await engine.rows<{ key: string }>(
      'select instance_key as key from silkflow.process_instance where parent_key = $1 order by 1',
      [key],
    );
    await Promise.all(children.map((child) => engine.result(child.key)));
    const parent = { name, recorded: await readInstance(engine, key) };
    const called = children.map(async (child) => ({
      name: `${name}.child`,
      recorded: await readInstance(engine, child.key),
    }));
    return [parent, ...(await Promise.all(called))];
  } catch (error) {
    throw new Error(`Scenario ${name} was not recorded`, { cause: error });
  }
}

async function readInstance(engine: DurableEngine, key: string): Promise<RecordedInstance> {
  const bodies = await engine.rows<{ body: string }>(
    'select body from silkflow.event where instance_key = $1 order by seq',
    [key],
  );
  const [row] = await engine.rows<{ digest: string }>(
    'select digest from silkflow.process_instance where instance_key = $1',
    [key],
  );
  assert.ok(row !== undefined, `Instance ${key} has a row`);
  const events = bodies.map(({ body }) => JSON.parse(body) as Event);
  const definitions = events.flatMap((event) =>
    event.type === 'instanceCreated' || event.type === 'instanceMigrated' ? [event.definition] : [],
  );
  for (const hash of definitions) await keepDefinition(engine, hash);
  const runs = await readRuns(engine, processInstanceWorkflowId(key));
  return { definitions, digest: row.digest, story: storyOf(events), runs };
}

async function keepDefinition(engine: DurableEngine, hash: string): Promise<void> {
  const body = await readContent(engine.db.pool, hash);
  assert.ok(body !== null, `Definition ${hash} is stored`);
  await writeDefinition(hash, body);
}

/** The histories of all runs, from the first to the last. */
async function readRuns(engine: DurableEngine, workflowId: string): Promise<RecordedInstance['runs']> {
  const read = (runId?: string): Promise<temporal.api.history.v1.IHistory> =>
    engine.client.workflow.getHandle(workflowId, runId).fetchHistory();
  const last = await read();
  const runs: RecordedInstance['runs'][number][] = [];
  let next = last.events?.[0]?.workflowExecutionStartedEventAttributes?.firstExecutionRunId ?? '';
  while (next !== '') {
    const history = await read(next);
    runs.push(withoutTraces(history));
    next = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? '';
  }
  return runs;
}

/** Who ran it and where its code lay is nothing that a replay reads. */
function withoutTraces(history: temporal.api.history.v1.IHistory): RecordedInstance['runs'][number] {
  const unread = new Set(['identity', 'stackTrace', 'workerVersion']);
  const clean = (name: string, value: unknown): unknown => {
    if (unread.has(name)) return undefined;
    // The name of a sticky queue is that of a machine.
    return isStickyQueue(value) ? { ...value, name: 'sticky' } : value;
  };
  return JSON.parse(historyToJSON(history), clean) as { events: object[] };
}

function isStickyQueue(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'TASK_QUEUE_KIND_STICKY';
}

async function currentRelease(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version.split('.').slice(0, 2).join('.');
}

/** Null when the environment names one that runs already. */
async function provideStack(): Promise<{ stop(): Promise<void> } | null> {
  if (process.env['SILKFLOW_TEST_TEMPORAL'] && process.env['SILKFLOW_TEST_PG']) return null;
  const stack = await startTestStack();
  process.env['SILKFLOW_TEST_TEMPORAL'] = stack.temporal;
  process.env['SILKFLOW_TEST_PG'] = stack.postgres;
  return stack;
}

await main();
