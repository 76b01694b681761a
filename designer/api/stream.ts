import type { Changed } from '#engine/contracts/api/stream.ts';
import { changedSchema } from '#engine/contracts/api/stream.ts';
import { requestHeaders } from './request-context.ts';
import type { ServerSentEvent } from './server-sent-events.ts';
import { parseServerSentEvents } from './server-sent-events.ts';

export type StreamState = 'connecting' | 'live' | 'lost';

export interface StreamListener {
  readonly onChanged: (changed: Changed) => void;
  /** Something was missed: whatever is shown may be stale. */
  readonly onReset: () => void;
  readonly onState: (state: StreamState) => void;
}

const firstWaitMs = 500;
const longestWaitMs = 15_000;
/** The server writes at least a comment every 15 s; three missed ones mean a dead connection that TCP has not noticed. */
const silenceMs = 50_000;

/**
 * Listens to `/api/stream` until aborted, connecting again after each loss. Uses `fetch`, since `EventSource` can carry
 * neither a token nor a language.
 */
export async function listen(listener: StreamListener, signal: AbortSignal): Promise<void> {
  let lastEventId: string | null = null;
  let wait = firstWaitMs;
  let connections = 0;
  while (!signal.aborted) {
    listener.onState(connections === 0 ? 'connecting' : 'lost');
    const connection = new AbortController();
    const stop = () => connection.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const body = await open(lastEventId, connection.signal);
      if (connections > 0 && lastEventId === null) listener.onReset();
      connections += 1;
      wait = firstWaitMs;
      listener.onState('live');
      for await (const event of parseServerSentEvents(withSilenceLimit(body, connection))) {
        if (event.id !== null) lastEventId = event.id;
        deliver(event, listener);
      }
    } catch {
      // Refused, cut or silent: all mean the same, try again.
    } finally {
      signal.removeEventListener('abort', stop);
      connection.abort();
    }
    if (signal.aborted) return;
    listener.onState('lost');
    await pause(wait, signal);
    wait = Math.min(wait * 2, longestWaitMs);
  }
}

async function open(lastEventId: string | null, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const headers = { ...requestHeaders(), ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }) };
  const response = await fetch('/api/stream', { headers, signal });
  if (!response.ok || response.body === null) throw new Error(`stream answered ${response.status}`);
  return response.body;
}

function deliver(event: ServerSentEvent, listener: StreamListener): void {
  if (event.event === 'reset') listener.onReset();
  if (event.event !== 'changed') return;
  const changed = changedSchema.safeParse(JSON.parse(event.data));
  if (changed.success) listener.onChanged(changed.data);
}

async function* withSilenceLimit(
  body: ReadableStream<Uint8Array>,
  connection: AbortController,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const timer = setTimeout(() => connection.abort(), silenceMs);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    yield value;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
