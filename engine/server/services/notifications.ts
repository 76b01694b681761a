import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/**
 * - `silkflow_changed`: key of an instance whose rows have changed
 * - `silkflow_jobs`: type of an external job that has become available
 * - `silkflow_requests`: key of an instance that somebody asks something of
 * - `silkflow_starts`: key of an instance that a message, signal or timer starts
 * - `silkflow_answers`: id of a request that was answered
 * - `silkflow_lists`: a topic of the event stream
 */
export const channels = [
  'silkflow_changed',
  'silkflow_jobs',
  'silkflow_requests',
  'silkflow_starts',
  'silkflow_answers',
  'silkflow_lists',
] as const;
export type Channel = (typeof channels)[number];

/** What other processes told through Postgres. Notices are hints: whoever waits on one also looks now and then. */
export interface Notifications {
  /** Answers the function that ends it. */
  on(channel: Channel, listener: (payload: string) => void): () => void;
  /** Notices may have been missed: the connection was away. */
  onGap(listener: () => void): () => void;
  close(): Promise<void>;
}

const reconnectAfterMs = 500;

/** Keeps one connection that listens, and renews it when it breaks. Never throws. */
export function listenToNotifications(url: string, log: Logger): Notifications {
  const emitter = new EventEmitter().setMaxListeners(0);
  let closed = false;
  let connection: pg.Client | null = null;

  async function listen(): Promise<void> {
    const client = new pg.Client({ connectionString: url, application_name: 'silkflow-listen' });
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    client.on('notification', ({ channel, payload }) => emitter.emit(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of channels) await client.query(`listen ${channel}`);
      connection = client;
      emitter.emit('gap');
      await broken;
    } finally {
      connection = null;
      await client.end().catch(() => undefined);
    }
  }

  const running = (async () => {
    while (!closed) {
      await listen().catch((error: unknown) => log.warn({ err: error }, 'listening to the database failed'));
      if (!closed) await sleep(reconnectAfterMs);
    }
  })();

  return {
    on(channel, listener) {
      emitter.on(channel, listener);
      return () => emitter.off(channel, listener);
    },
    onGap(listener) {
      emitter.on('gap', listener);
      return () => emitter.off('gap', listener);
    },
    async close() {
      closed = true;
      await connection?.end();
      await running;
    },
  };
}
