import type { JsonObject } from '#engine/contracts/json.ts';
import type { SilkflowClient } from '../silkflow-client.ts';
import { SilkflowRefusal } from '../silkflow-client.ts';

type Order = JsonObject & { readonly orderId: string };

export interface ImportOutcome {
  readonly started: number;
  /** Orders that an earlier import, or anybody else, had started. */
  readonly known: number;
  readonly refused: readonly { readonly orderId: string; readonly reason: string }[];
}

const batchSize = 50;
const atOnce = 4;

/**
 * Starts the orders, a few at once. One that an instance has already, ended or not, starts nothing: it counts as known. A
 * refusal concerns its order alone; a server that cannot be reached ends the import, which can simply be repeated.
 */
export async function importOrders(
  client: SilkflowClient,
  orders: readonly Order[],
  onProgress: (done: number) => void,
): Promise<ImportOutcome> {
  const refused: { orderId: string; reason: string }[] = [];
  let started = 0;
  let known = 0;
  const report = (): void => onProgress(started + known + refused.length);
  const start = async (order: Order): Promise<void> => {
    try {
      await client.startOrder(order, {});
      started += 1;
    } catch (error) {
      if (!(error instanceof SilkflowRefusal) || error.status >= 500) throw error;
      refused.push({ orderId: order.orderId, reason: error.message });
    }
    report();
  };
  for (let from = 0; from < orders.length; from += batchSize) {
    const batch = orders.slice(from, from + batchSize);
    const before = await client.knownOrders(batch.map((order) => order.orderId));
    known += before.size;
    report();
    const queue = batch.filter((order) => !before.has(order.orderId)).values();
    const work = async (): Promise<void> => {
      for (const order of queue) await start(order);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  return { started, known, refused };
}
