import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { type Changed, type StreamTopic, streamTopics } from '#engine/contracts/api/index.ts';
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

type Needs = Pick<Services, 'notifications' | 'database' | 'log'>;

/** `GET /api/stream`: tells browsers what changed, never the content (contract: `changedSchema`). */
export class Stream {
  readonly #services: Needs;
  readonly #browsers = new Set<Response>();
  // Numbers mean nothing to another server, or after a restart: their prefix tells.
  readonly #epoch = randomUUID().slice(0, 8);
  readonly #kept: { readonly number: number; readonly text: string }[] = [];
  readonly #changed = new Set<string>();
  readonly #topics = new Set<StreamTopic>();
  readonly #offs: readonly (() => void)[];
  readonly #heartbeat: NodeJS.Timeout;
  #number = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(services: Needs) {
    this.#services = services;
    const { notifications } = services;
    this.#offs = [
      notifications.on('silkflow_changed', (key) => {
        this.#changed.add(key);
        this.#schedule();
      }),
      notifications.on('silkflow_lists', (payload) => {
        const topic = streamTopics.find((each) => each === payload);
        if (topic !== undefined) this.#topics.add(topic);
        this.#schedule();
      }),
      notifications.onGap(() => this.#reset()),
    ];
    this.#heartbeat = setInterval(() => this.#tell(': still here\n\n'), heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Serves one browser until it leaves. */
  serve(request: Request, response: Response): void {
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    const last = request.headers['last-event-id'];
    this.#catchUp(response, typeof last === 'string' ? last : null);
    this.#browsers.add(response);
    response.on('close', () => this.#browsers.delete(response));
  }

  close(): void {
    for (const off of this.#offs) off();
    clearInterval(this.#heartbeat);
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const browser of this.#browsers) browser.end();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#flush().catch((error: unknown) => {
        this.#services.log.warn({ err: error }, 'a change could not be told to the pages');
        this.#reset();
      });
    }, joinMs);
  }

  async #flush(): Promise<void> {
    const keys = [...this.#changed];
    const topics = new Set(this.#topics);
    this.#changed.clear();
    this.#topics.clear();
    if (this.#browsers.size === 0) {
      // Nobody listens; whoever comes back later must not take the gap for silence.
      this.#kept.length = 0;
      this.#number += 1;
      return;
    }
    if (keys.length > 0) {
      for (const topic of await changedTopics(this.#services.database.pool, keys)) topics.add(topic);
    }
    const message: Changed = {
      instances: keys.slice(0, keysPerMessage),
      more: keys.length > keysPerMessage,
      topics: streamTopics.filter((topic) => topics.has(topic)),
    };
    this.#number += 1;
    const text = `id: ${this.#epoch}-${this.#number}\nevent: changed\ndata: ${JSON.stringify(message)}\n\n`;
    this.#kept.push({ number: this.#number, text });
    if (this.#kept.length > keptMessages) this.#kept.shift();
    this.#tell(text);
  }

  /** Something may have been missed: everything shown may be stale. */
  #reset(): void {
    this.#number += 1;
    this.#kept.length = 0;
    this.#tell(this.#resetText());
  }

  #resetText(): string {
    return `id: ${this.#epoch}-${this.#number}\nevent: reset\ndata: {}\n\n`;
  }

  /** What a browser missed since its last message, or that this cannot be told. */
  #catchUp(browser: Response, lastEventId: string | null): void {
    if (lastEventId === null) {
      write(browser, `id: ${this.#epoch}-${this.#number}\n: connected\n\n`);
      return;
    }
    const [epoch, number] = lastEventId.split('-');
    const seen = epoch === this.#epoch ? Number(number) : Number.NaN;
    const missed = this.#kept.filter((message) => message.number > seen);
    if (seen + missed.length === this.#number) for (const { text } of missed) write(browser, text);
    else write(browser, this.#resetText());
  }

  #tell(text: string): void {
    for (const browser of this.#browsers) write(browser, text);
  }
}

function write(browser: Response, text: string): void {
  if (browser.writableLength > mostBufferedBytes) browser.destroy();
  else browser.write(text);
}
