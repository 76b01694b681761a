import { setTimeout as sleep } from 'node:timers/promises';
import type { SilkflowClient } from '../silkflow-client.ts';
import { generateOrder } from './generate-order.ts';

export interface DemoStream {
  readonly client: SilkflowClient;
  readonly seed: string;
  readonly ordersPerMinute: number;
  /** First index of the seed's orders to send, and where the next one is remembered over a restart. */
  readonly firstIndex: number;
  readonly onSent: (nextIndex: number) => void;
  /** Told when the stream pauses, goes on, or meets an error; the text is for a log. */
  readonly onNote: (note: string) => void;
  readonly signal: AbortSignal;
}

/** Above this many open tasks nobody is working them off, so more orders would only pile up. */
const mostOpenTasks = 50;
const pauseMs = 5_000;
const errorPauseMs = 2_000;

/** Sends sample orders until the signal is aborted; a server that is away is waited for, no order is skipped. */
export async function runDemoStream(stream: DemoStream): Promise<void> {
  const gapMs = 60_000 / stream.ordersPerMinute;
  let index = stream.firstIndex;
  let wasPaused = false;
  while (!stream.signal.aborted) {
    try {
      const open = await stream.client.countOpenTasks();
      const isPaused = open >= mostOpenTasks;
      if (isPaused !== wasPaused) stream.onNote(isPaused ? `paused: ${open} open tasks` : 'going on');
      wasPaused = isPaused;
      if (!isPaused) {
        await sendOne(stream, index);
        index += 1;
        stream.onSent(index);
      }
      await rest(isPaused ? pauseMs : gapMs, stream.signal);
    } catch (error) {
      stream.onNote(`order ${index} not sent, trying again: ${error instanceof Error ? error.message : String(error)}`);
      await rest(errorPauseMs, stream.signal);
    }
  }
}

async function sendOne(stream: DemoStream, index: number): Promise<void> {
  const { order, cancelAfterMs } = generateOrder(stream.seed, index, new Date());
  await stream.client.startOrder(order, { pace: 'demo' });
  if (cancelAfterMs === null) return;
  void rest(cancelAfterMs, stream.signal)
    .then(() => stream.client.cancelOrder(order.orderId, 'The buyer changed their mind.'))
    .catch((error: unknown) => stream.onNote(`cancellation of ${order.orderId} not sent: ${String(error)}`));
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
