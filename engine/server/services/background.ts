import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import type { Services } from './services.ts';
import { startDueTimers } from './timer-starts.ts';

export interface Background {
  /** Lets what runs come to its end. */
  stop(): Promise<void>;
}

const everyMs = 1_000;

/**
 * What every server does beside its callers: brings requests and starts that others wrote, repeats what was left over
 * (a killed server, Temporal away), fires timer start events, expires messages. Several servers may do it at once.
 */
export function startBackground(services: Services): Background {
  const { notifications, delivery, starter, log } = services;
  const stopping = new AbortController();
  const offs = [
    notifications.on('silkflow_requests', (instanceKey) => delivery.deliver(instanceKey)),
    notifications.on('silkflow_starts', (instanceKey) => void starter.bring(instanceKey)),
  ];

  async function round(): Promise<void> {
    for (const key of await startDueTimers(services.database, services.keys)) void starter.bring(key);
    await starter.sweep();
    await delivery.sweep();
    await services.messages.sweep((instanceKey) => isClosed(services, instanceKey));
  }

  const running = (async () => {
    while (!stopping.signal.aborted) {
      await round().catch((error: unknown) => log.warn({ err: error }, 'background round failed; it will be repeated'));
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();

  return {
    async stop() {
      for (const off of offs) off();
      stopping.abort();
      await running;
      await Promise.all([delivery.idle(), starter.idle()]);
    },
  };
}

/** Whether Temporal itself says that an instance's run is closed; false when it cannot tell now. */
async function isClosed(services: Services, instanceKey: string): Promise<boolean> {
  try {
    const description = await services.temporal.client.workflow
      .getHandle(processInstanceWorkflowId(instanceKey))
      .describe();
    return description.status.name !== 'RUNNING';
  } catch (error) {
    // After its retention Temporal has forgotten the run.
    return error instanceof WorkflowNotFoundError;
  }
}
