import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServerSentEvent } from '#designer/api/server-sent-events.ts';
import { parseServerSentEvents } from '#designer/api/server-sent-events.ts';

async function read(chunks: readonly Uint8Array[]): Promise<ServerSentEvent[]> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const events: ServerSentEvent[] = [];
  for await (const event of parseServerSentEvents(source())) events.push(event);
  return events;
}

const stream =
  ': welcome\n\nid: 7\nevent: changed\ndata: {"名":"值"}\n\nevent: reset\ndata:\n\n: quiet\n\ndata: a\ndata: b\n\n';
const expected = [
  { event: 'changed', data: '{"名":"值"}', id: '7' },
  { event: 'reset', data: '', id: null },
  { event: 'message', data: 'a\nb', id: null },
];

describe('the event stream', () => {
  it('is read whole, comments left out', async () => {
    expect(await read([new TextEncoder().encode(stream)])).toEqual(expected);
  });

  it('is the same however the network cuts it, in the middle of a character too', async () => {
    const bytes = new TextEncoder().encode(stream);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
        expect(await read(chunks)).toEqual(expected);
      }),
    );
  });

  it('holds back an event that has not ended', async () => {
    expect(await read([new TextEncoder().encode('event: changed\ndata: {}\n')])).toEqual([]);
  });

  it('reads lines that end as on Windows', async () => {
    expect(await read([new TextEncoder().encode('event: changed\r\ndata: x\r\n\r\n')])).toEqual([
      { event: 'changed', data: 'x', id: null },
    ]);
  });
});
