import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '#engine/store/database.ts';
import {
  type Cursor,
  pruneAudit,
  pruneEffects,
  pruneGatherings,
  pruneMessages,
  pruneRequests,
  pruneStarts,
  pruneStoredValues,
  type Pruned,
} from '#engine/store/retention/index.ts';
import type { Background } from './background.ts';

/** Days for which what is over is kept; 0 = for ever. */
export interface RetentionSettings {
  /** Counted from the end of the instance; of starts and of values too large for a history as well. */
  readonly requestDays: number;
  readonly effectDays: number;
  /** Of gatherings of start events as well, counted from the last part that came. */
  readonly messageDays: number;
  readonly auditDays: number;
}

type Pruning = 'requests' | 'starts' | 'values' | 'effects' | 'messages' | 'gatherings' | 'audit';
type Prune = (db: Database['pool'], days: number, after: Cursor | null) => Promise<Pruned>;

const everyMs = 10 * 60 * 1_000;
/** Between two batches, so that the database serves others meanwhile. */
const pauseMs = 50;

/** Deletes what has been kept long enough. Several servers may do it at once: what one has deleted the other passes by. */
export function startRetention(database: Database, settings: RetentionSettings, log: Logger): Background {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = (async () => {
    while (!signal.aborted) {
      await pruneAll(database, settings, signal)
        .then((pruned) => Object.values(pruned).some((rows) => rows > 0) && log.info(pruned, 'deleted what was over'))
        .catch((error: unknown) => log.warn({ err: error }, 'deleting what is over failed; it will be repeated'));
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** One round over all tables. Answers how many rows went. */
export async function pruneAll(
  database: Database,
  settings: RetentionSettings,
  signal: AbortSignal,
): Promise<Readonly<Record<Pruning, number>>> {
  const all = (prune: Prune, days: number): Promise<number> => (days === 0 ? Promise.resolve(0) : drain(prune, days));

  async function drain(prune: Prune, days: number): Promise<number> {
    let rows = 0;
    let after: Cursor | null = null;
    do {
      const batch: Pruned = await prune(database.pool, days, after);
      rows += batch.rows;
      after = batch.next;
      if (after !== null) await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    } while (after !== null && !signal.aborted);
    return rows;
  }

  return {
    requests: await all(pruneRequests, settings.requestDays),
    starts: await all(pruneStarts, settings.requestDays),
    values: await all((_, days, after) => pruneStoredValues(database, days, after), settings.requestDays),
    effects: await all(pruneEffects, settings.effectDays),
    messages: await all(pruneMessages, settings.messageDays),
    gatherings: await all(pruneGatherings, settings.messageDays),
    audit: await all(pruneAudit, settings.auditDays),
  };
}
