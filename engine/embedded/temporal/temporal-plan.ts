import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { ProcessPlan } from '../processes/running-process.ts';

export interface TemporalSettings {
  /** Path of the Temporal CLI. */
  readonly cli: string;
  readonly port: number;
  readonly uiPort: number;
  readonly httpPort: number;
  readonly metricsPort: number;
  readonly namespace: string;
  /** SQLite file that keeps everything; null = in memory, gone with the process. */
  readonly file: string | null;
  readonly synchronous: 'NORMAL' | 'FULL';
  readonly logFile: string;
  readonly headless?: boolean;
  /** More dynamic configuration, e.g. a small history limit in a test. Values are JSON. */
  readonly dynamicConfig?: Readonly<Record<string, string>>;
}

/**
 * Eager activities save a round trip each, one partition saves forwarding; together with WAL they make the dev server
 * three times as fast (measured on two cores). The refresh interval lets a new namespace be used within a second.
 */
const dynamicConfig: Readonly<Record<string, string>> = {
  'system.enableActivityEagerExecution': 'true',
  'matching.numTaskqueueReadPartitions': '1',
  'matching.numTaskqueueWritePartitions': '1',
  'system.namespaceCacheRefreshInterval': '"1s"',
};

/** How the Temporal dev server is started, on loopback only. */
export function temporalPlan(settings: TemporalSettings): ProcessPlan {
  const file =
    settings.file === null
      ? []
      : [
          '--db-filename',
          settings.file,
          '--sqlite-pragma',
          'journal_mode=WAL',
          '--sqlite-pragma',
          `synchronous=${settings.synchronous}`,
        ];
  const dynamic = Object.entries({ ...dynamicConfig, ...settings.dynamicConfig });
  return {
    name: 'temporal',
    command: settings.cli,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${settings.port}`,
      `--http-port=${settings.httpPort}`,
      `--metrics-port=${settings.metricsPort}`,
      `--namespace=${settings.namespace}`,
      ...(settings.headless ? ['--headless'] : ['--ui-ip=127.0.0.1', `--ui-port=${settings.uiPort}`]),
      '--ui-disable-news-fetch',
      '--log-level=warn',
      '--log-format=json',
      ...file,
      ...dynamic.flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${value}`]),
    ],
    env: process.env,
    cwd: '/',
    logFile: settings.logFile,
    isReady: () => answers(`127.0.0.1:${settings.port}`, settings.namespace),
    readyWithinMs: 60_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 20_000,
  };
}

/** Whether the cluster answers and knows the namespace. */
export async function answers(address: string, namespace: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 2_000 });
    try {
      await connection.withDeadline(Date.now() + 3_000, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

const dayMs = 86_400_000;

/** Ended instances stay this long in Temporal; the dev server's own default is one day. */
export async function keepHistories(address: string, namespace: string, days: number): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(days * dayMs) },
    });
  } finally {
    await connection.close();
  }
}
