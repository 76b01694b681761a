import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { commerceManifest } from '#activities/commerce/manifest.ts';
import { BenchEngine } from './bench-engine.ts';
import { historyRatios } from './bench-ten-tasks.ts';
import { interleave, ratios } from './blocks.ts';
import { orderActivities, orderVariables } from './order-flow.ts';
import type { OrderOptions } from './order-flow.ts';
import { plan } from './samples.ts';
import type { Samples } from './samples.ts';

const diagram = new URL('../../../workflows/definitions/order-to-settlement/order-to-settlement.bpmn', import.meta.url);

/** The shipped order process on its straight path against the same flow written by hand. */
export async function benchOrderFlow(): Promise<readonly Samples[]> {
  const byHand = new Set<string>();
  const engine = await BenchEngine.open(
    // The carrier calls back at once; failures show as instances that never end.
    orderActivities((key) => void (byHand.has(key) ? collectByHand(engine, key) : collect(engine, key))),
    { projection: true },
  );
  try {
    const flow = await engine.deploy(latestDecision(await readFile(diagram, 'utf8')), commerceManifest);
    const options: OrderOptions = { manifests: Object.fromEntries(commerceManifest.map((one) => [one.type, one])) };
    const start = (): Promise<string> => engine.start(flow, orderVariables(randomUUID()));
    const startByHand = (): Promise<string> =>
      engine.startByHand('orderByHand', orderVariables(randomUUID()), [options], (key) => byHand.add(key));
    const blocks = await interleave(
      [
        { name: 'diagram', run: async () => engine.end(await start()) },
        { name: 'byHand', run: async () => engine.end(await startByHand()) },
      ],
      plan,
    );
    return [
      ...(await historyRatios(engine, 'order-flow', start, startByHand)),
      { name: 'order-flow.throughput-ratio', unit: 'x', samples: ratios(blocks, 'diagram', 'byHand', 'perSecond') },
      { name: 'order-flow.worker-cpu-ratio', unit: 'x', samples: ratios(blocks, 'diagram', 'byHand', 'cpuMs') },
      {
        name: 'order-flow.per-second',
        unit: '1/s',
        samples: (blocks.get('diagram') ?? []).map(({ perSecond }) => perSecond),
      },
    ];
  } finally {
    await engine.close();
  }
}

/** The decision is answered by the bench's worker: it needs no deployment of its own. */
function latestDecision(xml: string): string {
  return xml.replaceAll('bindingType="deployment"', 'bindingType="latest"');
}

async function collectByHand(engine: BenchEngine, key: string): Promise<void> {
  await engine.client.workflow.getHandle(`hand-${key}`).signal('collected');
}

/** As the inbox does: the message goes to the subscription that waits for it, once it is there. */
async function collect(engine: BenchEngine, key: string): Promise<void> {
  for (;;) {
    const { rows } = await engine.db.pool.query<{ subscription: string }>(
      `select subscription_key as subscription from silkflow.message_subscription
       where instance_key = $1 and message_name = 'parcel-collected' and state = 'open'`,
      [key],
    );
    const [row] = rows;
    if (row !== undefined) return engine.correlate(key, row.subscription);
    await sleep(10);
  }
}
