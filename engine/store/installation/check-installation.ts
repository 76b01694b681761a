import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import {
  installationTaskQueue,
  installationWorkflow,
  installationWorkflowId,
} from '#engine/contracts/wire/installation.ts';
import type { InstallationMemo } from '#engine/contracts/wire/installation.ts';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Database } from '../database.ts';
import { claimInstallation, findRunningInstances, readInstallation } from './installation-row.ts';
import type { Installation } from './installation-row.ts';
import { InstallationError } from './installation-error.ts';

/** Instances looked for in a namespace that has lost its mark. */
const sample = 5;

/**
 * One Temporal namespace, one database, one task queue: anything else loses orders (a server brings another product's starts
 * to its own workers, a worker finds no definition). Database and namespace keep each other's mark; whoever comes first
 * sets it. Throws `InstallationError` when they do not belong together. Idempotent; any number of processes at once.
 */
export async function checkInstallation(db: Database, client: Client, taskQueue: string): Promise<void> {
  const { namespace } = client.options;
  const known = await readInstallation(db.pool);
  refuseOther(known, namespace, taskQueue);
  const marked = await readMark(client);
  if (marked === null) {
    if (known.namespace !== null) await refuseWithoutHistories(db, client);
    await mark(client, known.id);
  }
  const owner = marked ?? (await readMark(client));
  if (owner !== known.id) throw new InstallationError('otherDatabase', { namespace, installation: owner ?? '' });
  refuseOther(await claimInstallation(db.pool, namespace, taskQueue), namespace, taskQueue);
}

function refuseOther(known: Installation, namespace: string, taskQueue: string): void {
  if (known.namespace !== null && known.namespace !== namespace) {
    throw new InstallationError('otherNamespace', { namespace, expected: known.namespace });
  }
  if (known.taskQueue !== null && known.taskQueue !== taskQueue) {
    throw new InstallationError('otherTaskQueue', { taskQueue, expected: known.taskQueue });
  }
}

/** The installation that the namespace belongs to; null when it belongs to none yet. */
async function readMark(client: Client): Promise<string | null> {
  try {
    const { memo } = await client.workflow.getHandle(installationWorkflowId).describe();
    const installation = memo?.['installation'];
    return typeof installation === 'string' ? installation : '';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

async function mark(client: Client, installation: string): Promise<void> {
  const memo: InstallationMemo = { installation };
  try {
    await client.workflow.start(installationWorkflow, {
      workflowId: installationWorkflowId,
      taskQueue: installationTaskQueue,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      memo,
      staticSummary: 'Tells which database this namespace belongs to. Nothing runs it; leave it open.',
    });
  } catch (error) {
    // Another process was faster; whose mark it is tells the next look.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** The mark is gone. Somebody may have ended it; but a namespace that knows none of the running instances is another one. */
async function refuseWithoutHistories(db: Database, client: Client): Promise<void> {
  const running = await findRunningInstances(db.pool, sample);
  if (running.length === 0) return;
  for (const instance of running) if (await isKnown(client, instance)) return;
  throw new InstallationError('historiesGone', { namespace: client.options.namespace, instance: running[0] ?? '' });
}

async function isKnown(client: Client, instance: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(processInstanceWorkflowId(instance)).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
