import { Worker } from '@temporalio/worker';
import type { NativeConnection, WorkerOptions } from '@temporalio/worker';
import type { ActivityRegistry } from '#engine/contracts/activity.ts';
import { parseProcessInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createKeyLease, createPayloadCodec } from '#engine/store/definitions/index.ts';
import { createElementNames, createProjection } from '#engine/store/projection/index.ts';
import { createProjectionSinks } from '../runtime/projection-sink.ts';
import { createRuntimeActivities } from '../runtime/runtime-activities.ts';
import type { RuntimeServices } from '../runtime/runtime-activities.ts';
import { workflowSource } from './workflow-bundle.ts';

export interface EngineWorkerOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly db: Database;
  readonly services: Omit<RuntimeServices, 'contents' | 'activities'>;
  /** All activities of this product, by name. */
  readonly activities: ActivityRegistry;
  /** Told of everything that is tried again: the database is away, or a value cannot be stored. */
  readonly onRetry: (failure: { readonly error: unknown; readonly instances: readonly string[] }) => void;
  readonly tuning?: Pick<
    WorkerOptions,
    | 'maxCachedWorkflows'
    | 'maxConcurrentActivityTaskExecutions'
    | 'stickyQueueScheduleToStartTimeout'
    | 'shutdownGraceTime'
    | 'shutdownForceTime'
  >;
  /** A bundle made beforehand, so that several workers of a test share it. */
  readonly workflowBundle?: WorkerOptions['workflowBundle'];
  /** Beside the projection's sinks, or under their name in their place: a bench that tells what they cost runs without. */
  readonly sinks?: NonNullable<WorkerOptions['sinks']>;
}

/** The worker that runs process instances, the engine's own activities and the product's. `run()` it until `shutdown()`. */
export async function createEngineWorker(options: EngineWorkerOptions): Promise<Worker> {
  const { db, onRetry } = options;
  const contents = createContentCache(db);
  const projection = createProjection({ db, names: createElementNames(contents), onRetry });
  const codec = createPayloadCodec({
    db,
    contents,
    deliverDefinitions: true,
    onRetry: (error) => onRetry({ error, instances: [] }),
    onMissing: ({ message }, workflowId) => {
      const instance = parseProcessInstanceWorkflowId(workflowId);
      if (instance !== null) void projection.reportTrouble(instance, message);
    },
  });
  const services = { ...options.services, contents, activities: options.activities };
  return Worker.create({
    connection: options.connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    ...(options.workflowBundle === undefined ? workflowSource() : { workflowBundle: options.workflowBundle }),
    dataConverter: { payloadCodecs: [codec] },
    sinks: { ...createProjectionSinks(projection), ...options.sinks },
    activities: { ...createRuntimeActivities(db, createKeyLease(), services), ...options.activities },
    workflowThreadPoolSize: 1,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentWorkflowTaskPolls: 10,
    ...options.tuning,
  });
}
