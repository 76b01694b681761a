import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { commerceManifest } from '#activities/commerce/manifest.ts';
import type { ActivityRegistry } from '#engine/contracts/activity.ts';
import type { ProjectionBatch } from '#engine/contracts/wire/process-instance.ts';
import { processInstanceWorkflowId, requestUpdate } from '#engine/contracts/wire/process-instance.ts';
import type { RequestEnvelope } from '#engine/contracts/wire/process-instance.ts';
import { BenchEngine } from './bench-engine.ts';
import type { DeployedFile } from './bench-engine.ts';
import { interleave, ratios } from './blocks.ts';
import { orderActivities, orderTypes, orderVariables } from './order-flow.ts';
import { post } from './post.ts';
import { replayRatio } from './replay-ratio.ts';
import { historyRatios, rates } from './samples.ts';
import type { Effort, Samples } from './samples.ts';

const processId = 'order-to-settlement';
const folder = new URL(`../../../workflows/definitions/${processId}/`, import.meta.url);
const fileNames = [
  `${processId}.bpmn`,
  'screening-disposition.dmn',
  'screening-review.form',
  'classify-article.form',
  'customs-hold.form',
];

/** The shipped order process on its straight path against the same flow written by hand. */
export async function benchOrderFlow(effort: Effort): Promise<readonly Samples[]> {
  const product = await openWithCarrier();
  const bare = await openWithoutProjection();
  try {
    const files = await Promise.all(fileNames.map(readDefinition));
    const orders = await product.deploy(processId, files);
    const bareOrders = await bare.deploy(processId, files);
    const start = {
      diagram: () => product.start(orders, orderVariables(randomUUID())),
      byHand: () => product.startByHand('orderByHand', orderVariables(randomUUID())),
    };
    const replay = await replayRatio(product, effort, 'order-flow', start);
    const blocks = await interleave(
      [
        { name: 'by hand', engine: product, start: start.byHand },
        { name: 'diagram', engine: product, start: start.diagram },
        {
          name: 'without projection',
          engine: bare,
          start: () => bare.start(bareOrders, orderVariables(randomUUID())),
        },
      ],
      effort.blocks,
    );
    const without = ratios(blocks, 'without projection', 'by hand', 'perSecond');
    return [
      ...historyRatios(blocks, 'order-flow', 'diagram', 'by hand'),
      replay,
      { name: 'order-flow.throughput-ratio', unit: 'x', samples: ratios(blocks, 'diagram', 'by hand', 'perSecond') },
      { name: 'order-flow.throughput-ratio-without-projection', unit: 'x', samples: without },
      { name: 'order-flow.worker-cpu-ratio', unit: 'x', samples: ratios(blocks, 'diagram', 'by hand', 'cpuMs') },
      { name: 'order-flow.per-second', unit: '1/s', samples: rates(blocks, 'diagram') },
    ];
  } finally {
    await product.close();
    await bare.close();
  }
}

/** The carrier tells the product by a message as soon as the parcel is shipped; the flow by hand gets a signal. */
async function openWithCarrier(): Promise<BenchEngine> {
  const ship = orderActivities[orderTypes.ship];
  const activities: ActivityRegistry = {
    ...orderActivities,
    [orderTypes.ship]: (input) => {
      const { orderId } = input.variables;
      if (input.elementId === 'Task_ShipStock' && typeof orderId === 'string') void publishScan(engine.url, orderId);
      if (ship === undefined) throw new Error('No activity ships');
      return ship(input);
    },
  };
  const engine = await BenchEngine.open({
    activities,
    manifests: commerceManifest,
    onWait: (workflowId) => void engine.client.workflow.getHandle(workflowId).signal('collected'),
  });
  return engine;
}

async function publishScan(url: string, orderId: string): Promise<void> {
  const message = { name: 'parcel-collected', correlationKey: orderId, timeToLive: 60_000 };
  await post(`${url}/v2/messages/publication`, message);
}

/** Without rows there is no inbox: the scan goes to the subscription as soon as that is told. */
async function openWithoutProjection(): Promise<BenchEngine> {
  const deliver = (batch: ProjectionBatch): void => {
    for (const event of batch.events) {
      const { type, messageName, key } = event;
      if (type !== 'messageSubscribed' || messageName !== 'parcel-collected' || typeof key !== 'string') continue;
      void correlate(engine, batch.instance.key, key);
    }
  };
  const engine = await BenchEngine.open({
    activities: orderActivities,
    manifests: commerceManifest,
    insteadOfProjection: deliver,
  });
  return engine;
}

async function correlate({ client }: BenchEngine, instanceKey: string, subscription: string): Promise<void> {
  const operation = { type: 'correlateMessage', subscription, messageKey: subscription, variables: {} };
  const envelope: RequestEnvelope = { id: randomUUID(), operation };
  const handle = client.workflow.getHandle(processInstanceWorkflowId(instanceKey));
  await handle.executeUpdate(requestUpdate, { args: [[envelope]] });
}

async function readDefinition(name: string): Promise<DeployedFile> {
  return { name, content: await readFile(new URL(name, folder), 'utf8') };
}
