import type { HistoryAndWorkflowId } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { WorkflowBundle } from '@temporalio/worker';
import { replayInstances } from '#activities/runtime/replay-instances.ts';
import type { ReplayOutcome } from '#activities/runtime/replay-instances.ts';
import { apply, emptyState } from '#engine/kernel/index.ts';
import type { Event } from '#engine/kernel/index.ts';
import { openDatabase } from '#engine/store/database.ts';
import { createPayloadCodec } from '#engine/store/definitions/index.ts';
import { readDefinition, storyOf } from './recorded-instance.ts';
import type { NamedInstance } from './recorded-instance.ts';

/** What today's workflow code makes of a recorded instance. */
export type Replay =
  | { readonly ok: true; readonly digest: string; readonly story: readonly string[] }
  /** Temporal found other commands than those in the history, or the workflow code threw. */
  | { readonly ok: false; readonly message: string };

// The outcomes tell it all; without this, each history that does not fit fills a screen.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});

/** Replays without a server and without a database: definitions come from the files beside the histories. */
export async function replayRecorded(
  instances: readonly NamedInstance[],
  workflowBundle: WorkflowBundle,
): Promise<ReadonlyMap<string, Replay>> {
  // Opens no connection before its first statement, and a replay makes none: it stores nothing.
  const db = openDatabase('postgres://nowhere.invalid/none', { poolSize: 1, name: 'replay' });
  const codec = createPayloadCodec({ db, contents: { read: readDefinition }, deliverDefinitions: true });
  const outcomes = new Map<string, ReplayOutcome[]>();
  for await (const outcome of replayInstances(historiesOf(instances), { codec, bundle: { workflowBundle } })) {
    const [name = ''] = outcome.instance.split('#');
    outcomes.set(name, [...(outcomes.get(name) ?? []), outcome]);
  }
  return new Map(instances.map(({ name }) => [name, joinRuns(outcomes.get(name) ?? [])]));
}

async function* historiesOf(instances: readonly NamedInstance[]): AsyncGenerator<HistoryAndWorkflowId> {
  for (const { name, runs } of instances) {
    for (const [run, history] of runs.entries()) {
      yield { workflowId: `${name}#${run}`, history: historyFromJSON(history) };
    }
  }
}

/** The events of all runs, each of which must begin where the one before it ended. */
function joinRuns(outcomes: readonly ReplayOutcome[]): Replay {
  const state = emptyState();
  const events: Event[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) return { ok: false, message: outcome.message };
    const { sealedDigest } = outcome.replayed;
    if (sealedDigest !== state.digest) {
      return { ok: false, message: `${outcome.instance} begins with the digest ${sealedDigest}, not ${state.digest}` };
    }
    for (const event of outcome.replayed.events) apply(state, event);
    events.push(...outcome.replayed.events);
  }
  return { ok: true, digest: state.digest, story: storyOf(events) };
}
