import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { temporalAddress } from './fresh-database.ts';

/**
 * A Temporal namespace of its own, ready for workers and starts. Instance keys come from the database, so two test files
 * with fresh databases would otherwise start workflows under the same ids.
 */
export async function freshNamespace(): Promise<string> {
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const connection = await Connection.connect({ address: temporalAddress() });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    });
    // The frontend knows a new namespace only after its next refresh.
    for (let tries = 0; ; tries += 1) {
      const known = await connection.workflowService
        .listWorkflowExecutions({ namespace, pageSize: 1 })
        .then(() => true)
        .catch(() => false);
      if (known) return namespace;
      if (tries > 200) throw new Error(`namespace ${namespace} is still unknown after 20 s`);
      await sleep(100);
    }
  } finally {
    await connection.close();
  }
}
