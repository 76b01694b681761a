import type { InjectedSinks } from '@temporalio/worker';
import type { Sinks, WorkflowInfo } from '@temporalio/workflow';
import type { ProjectionSink } from '#engine/contracts/wire/process-instance.ts';
import type { Event } from '#engine/kernel/index.ts';
import type { EventBatch, Projection } from '#engine/store/projection/index.ts';

type EventSink = ProjectionSink<Event>;

interface EngineSinks extends Sinks {
  projection: { write: EventSink['write']; began: EventSink['began']; trouble: EventSink['trouble'] };
}

/**
 * The worker's end of the workflow's sink. The worker calls it for everything that one activation has written, without a
 * pause in between; that becomes one batch, and the workflow task is reported once it is committed.
 */
export function createProjectionSinks(projection: Projection): InjectedSinks<EngineSinks> {
  const activations = new Map<string, { readonly batches: EventBatch[]; readonly committed: Promise<void> }>();

  function collect({ runId }: WorkflowInfo, batch: EventBatch): Promise<void> {
    const open = activations.get(runId);
    if (open !== undefined) {
      open.batches.push(batch);
      return open.committed;
    }
    const batches = [batch];
    // The calls of one activation come in one turn of the event loop; the next turn begins with all of them here.
    const committed = new Promise<void>((begin) => setImmediate(begin)).then(() => {
      activations.delete(runId);
      return projection.commit(joinBatches(batches));
    });
    activations.set(runId, { batches, committed });
    return committed;
  }

  return {
    projection: {
      write: { fn: collect, callDuringReplay: false },
      began: { fn: () => undefined, callDuringReplay: false },
      trouble: {
        fn: (_info, instance, message) => projection.reportTrouble(instance, message),
        callDuringReplay: false,
      },
    },
  };
}

/** One batch from those that followed each other: it begins where the first does and ends as the last does. */
export function joinBatches(batches: readonly EventBatch[]): EventBatch {
  const [first] = batches;
  const last = batches.at(-1);
  if (first === undefined || last === undefined) throw new Error('An activation without a batch');
  return {
    ...last,
    base: first.base,
    fence: first.fence,
    events: batches.flatMap(({ events }) => events),
    answered: batches.flatMap(({ answered }) => answered),
  };
}
