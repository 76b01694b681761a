import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Changed, StreamTopic } from '#engine/contracts/api/index.ts';
import { streamTopics } from '#engine/contracts/api/index.ts';
import type { Services } from '#engine/server/services/services.ts';
import { changedTopics } from '#engine/store/insight/changed-topics.ts';

/** Changes are joined over this time into one message. */
const joinMs = 300;
const heartbeatMs = 15_000;
const keysPerMessage = 500;
/** Messages kept for a browser that comes back after a short break: about a minute of steady change. */
const keptMessages = 200;
/** A browser that lets this much pile up is cut off; it comes back and asks for everything anew. */
const mostBufferedBytes = 1024 * 1024;

/** `GET /api/stream`: tells browsers what changed, never the content (contract: `changedSchema`). */
export interface Stream {
  readonly handle: (request: Request, response: Response) => void;
  close(): void;
}

interface Kept {
  readonly number: number;
  readonly text: string;
}

export function createStream(services: Services): Stream {
  const { notifications, database, log } = services;
  // Numbers mean nothing to another server, or after a restart: their prefix tells.
  const epoch = randomUUID().slice(0, 8);
  const browsers = new Set<Response>();
  const kept: Kept[] = [];
  const changed = new Set<string>();
  const topics = new Set<StreamTopic>();
  let number = 0;
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = null;
      void flush().catch((error: unknown) => log.warn({ err: error }, 'change not told to the pages'));
    }, joinMs);
  }

  async function flush(): Promise<void> {
    const keys = [...changed];
    const told = new Set(topics);
    changed.clear();
    topics.clear();
    if (browsers.size === 0) {
      // Nobody listens; whoever comes back later must not take the gap for silence.
      kept.length = 0;
      number += 1;
      return;
    }
    if (keys.length > 0) for (const topic of await changedTopics(database.pool, keys)) told.add(topic);
    const message: Changed = {
      instances: keys.slice(0, keysPerMessage),
      more: keys.length > keysPerMessage,
      topics: streamTopics.filter((topic) => told.has(topic)),
    };
    number += 1;
    const text = `id: ${epoch}-${number}\nevent: changed\ndata: ${JSON.stringify(message)}\n\n`;
    kept.push({ number, text });
    if (kept.length > keptMessages) kept.shift();
    for (const browser of browsers) write(browser, text);
  }

  function write(browser: Response, text: string): void {
    if (browser.writableLength > mostBufferedBytes) browser.destroy();
    else browser.write(text);
  }

  /** What a browser missed since its last message, or that this cannot be told. */
  function catchUp(browser: Response, lastEventId: string | undefined): void {
    if (lastEventId === undefined) {
      write(browser, `id: ${epoch}-${number}\n: connected\n\n`);
      return;
    }
    const seen = lastEventId.startsWith(`${epoch}-`) ? Number(lastEventId.slice(epoch.length + 1)) : Number.NaN;
    const missed = kept.filter((message) => message.number > seen);
    if (Number.isInteger(seen) && seen + missed.length === number) for (const { text } of missed) write(browser, text);
    else write(browser, `id: ${epoch}-${number}\nevent: reset\ndata: {}\n\n`);
  }

  const offs = [
    notifications.on('silkflow_changed', (key) => {
      changed.add(key);
      schedule();
    }),
    notifications.on('silkflow_lists', (payload) => {
      const topic = streamTopics.find((each) => each === payload);
      if (topic !== undefined) topics.add(topic);
      schedule();
    }),
    notifications.onGap(() => {
      number += 1;
      kept.length = 0;
      for (const browser of browsers) write(browser, `id: ${epoch}-${number}\nevent: reset\ndata: {}\n\n`);
    }),
  ];
  const heartbeat = setInterval(() => {
    for (const browser of browsers) write(browser, ': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  return {
    handle(request, response) {
      response.status(200).set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      });
      response.flushHeaders();
      const last = request.headers['last-event-id'];
      catchUp(response, typeof last === 'string' ? last : undefined);
      browsers.add(response);
      response.on('close', () => browsers.delete(response));
    },
    close() {
      for (const off of offs) off();
      clearInterval(heartbeat);
      if (timer !== null) clearTimeout(timer);
      for (const browser of browsers) browser.end();
    },
  };
}
