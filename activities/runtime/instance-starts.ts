import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { processInstanceWorkflow, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Database } from '#engine/store/database.ts';
import { confirmStarts, readPendingStart } from '#engine/store/instances/index.ts';

/** Brings a written start to Temporal, once. What fails here is repeated by any server. */
export async function bringStart(db: Database, client: Client, taskQueue: string, key: string): Promise<void> {
  const start = await readPendingStart(db.pool, key);
  if (start === null) return;
  try {
    await client.workflow.start(processInstanceWorkflow, {
      workflowId: processInstanceWorkflowId(key),
      taskQueue,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [{ definition: start.definitionHash }, start.arguments],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  await confirmStarts(db.pool, [key]);
}
