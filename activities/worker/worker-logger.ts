import { DefaultLogger } from '@temporalio/worker';
import type { LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';

const levels: Readonly<Record<LogLevel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  // Temporal tells each change of a worker's state at this level, which is detail to us.
  INFO: 'debug',
  WARN: 'warn',
  ERROR: 'error',
};

/** Temporal's own log lines as lines of ours. */
export function workerLogger(log: Logger): DefaultLogger {
  return new DefaultLogger(log.isLevelEnabled('debug') ? 'INFO' : 'WARN', ({ level, message, meta }) =>
    log[levels[level]]({ ...meta, error: undefined, err: meta?.['error'] }, message),
  );
}
