import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import type { ProcessPlan } from '../processes/running-process.ts';
import { logFile } from './data-folder.ts';

export const ownProcesses = ['server', 'worker', 'simulators'] as const;
export type OwnProcess = (typeof ownProcesses)[number];

const mains: Readonly<Record<OwnProcess, string>> = {
  server: 'engine/server/main',
  worker: 'activities/worker/main',
  simulators: 'activities/commerce/simulators/main',
};

export interface OwnProcessSettings {
  /** Root of the checkout, or of the compiled tree. */
  readonly root: string;
  readonly dataFolder: string;
  /** What `readConfiguration` of that process will read. */
  readonly env: NodeJS.ProcessEnv;
  readonly isReady: (pid: number) => Promise<boolean>;
}

/** How server, worker or simulators are started: from TypeScript in a checkout, from JavaScript in an image. */
export function ownProcessPlan(name: OwnProcess, settings: OwnProcessSettings): ProcessPlan {
  const main = join(settings.root, mains[name]);
  const compiled = existsSync(`${main}.js`);
  return {
    name,
    command: process.execPath,
    args: [
      ...(compiled ? [] : ['--import', 'tsx']),
      '--import',
      join(settings.root, 'engine/embedded/bootstrap/leave-with-parent.mjs'),
      compiled ? `${main}.js` : `${main}.ts`,
    ],
    // Zones come from explicit data; the host's must not leak in (Date and Intl follow TZ).
    env: { ...settings.env, TZ: 'UTC', SILKFLOW_SUPERVISOR: String(process.pid) },
    cwd: settings.root,
    logFile: logFile(settings.dataFolder, name),
    isReady: settings.isReady,
    readyWithinMs: 120_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 15_000,
  };
}

/** Whether an HTTP server answers there at all; what it answers is not asked. */
export async function answersHttp(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** Whether the worker of this process id has asked that queue for workflow tasks. Its identity begins with the id, as the SDK has it. */
export async function isPolled(temporal: QueueAddress, pid: number): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address: temporal.address, connectTimeout: 2_000 });
    try {
      const { pollers } = await connection.workflowService.describeTaskQueue({
        namespace: temporal.namespace,
        taskQueue: { name: temporal.taskQueue },
        taskQueueType: 1,
      });
      return (pollers ?? []).some(({ identity }) => identity?.startsWith(`${pid}@`) === true);
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

export interface QueueAddress {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
}
