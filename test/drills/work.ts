import { setTimeout as sleep } from 'node:timers/promises';
import { generateOrder } from '#activities/commerce/orders/generator/generate-order.ts';
import { process } from '#engine/testing/process-builder.ts';
import { awaitRow, rowsOf } from './world.ts';
import type { World } from './world.ts';

/** The task that one disaster keeps to itself. */
export const lastWordsTask = 'drill_last_words';

const word = { message: 'drill-word', correlationKey: 'talk' } as const;
const late = { message: 'drill-late', correlationKey: 'talk' } as const;

/** A person, then a message, then another person: what a lost answer or message leaves waiting for ever. */
const talk = process('drill-talk').startEvent().userTask('drill_ask').catchEvent('heard', word).endEvent('end');

/** A message at once: its subscription opens while the message is being published. */
const listen = process('drill-listen').startEvent().catchEvent('heard', word).endEvent('end');

/**
 * Ends with one message while it is open for another, which so comes before, in or after the task that closes it. Its heir
 * is an instance of the same process, because a message goes to each process once.
 */
const closing = process('drill-closing')
  .startEvent()
  .exclusiveGateway('who')
  .flow({ condition: 'heir' })
  .catchEvent('inherited', late)
  .endEvent('inherited_end')
  .from('who')
  .flow({ default: true })
  .subProcess('session', (session) =>
    session
      .startEvent('session_start')
      .catchEvent('heard', word)
      .endEvent('closed')
      .eventSubProcess('afterthought', late, (inside) => inside.endEvent('noted'), { interrupting: false }),
  )
  .endEvent('end');

/** Waits for the one broadcast. */
const watch = process('drill-watch').startEvent().catchEvent('seen', { signal: 'drill-light' }).endEvent('end');

/** A person whose answer is given while everything dies. */
const lastWords = process('drill-last-words').startEvent().userTask(lastWordsTask).endEvent('end');

/** The job type of workers outside. */
export const packJob = 'drill-pack';

/** Three jobs in a row for workers outside. */
const parcel = process('drill-parcel')
  .startEvent()
  .serviceTask('pick', { type: packJob })
  .serviceTask('pack', { type: packJob })
  .serviceTask('seal', { type: packJob })
  .endEvent('end');

export async function deployDrills(world: World): Promise<void> {
  for (const [name, built] of Object.entries({ talk, listen, closing, watch, parcel, 'last-words': lastWords })) {
    const form = new FormData();
    form.append('resources', new Blob([built.toXml()], { type: 'application/xml' }), `drill-${name}.bpmn`);
    const response = await fetch(`${world.url}/v2/deployments`, { method: 'POST', body: form });
    if (!response.ok) throw new Error(`deployment of ${name}: ${await response.text()}`);
  }
}

/** Starts an instance, trying until the API takes it; the key makes that one instance. */
export async function startTalk(world: World, processId: string, talkId: string, more: object = {}): Promise<void> {
  await start(world, processId, `${processId}/${talkId}`, { talk: talkId, ...more });
}

/** Publishes until the API takes it. The message id makes that one message while it is buffered. */
export async function sayWord(world: World, talkId: string, name = 'drill-word', nth = 1): Promise<void> {
  const messageId = `${talkId}/${nth}`;
  const message = { name, correlationKey: talkId, messageId, timeToLive: 3_600_000, variables: {} };
  await persistently(world, '/v2/messages/publication', message);
}

/** Broadcasts until the API says that it has reached those who wait. */
export async function showLight(world: World): Promise<void> {
  await persistently(world, '/v2/signals/broadcast', { signalName: 'drill-light', variables: {} });
}

/** Ends a talk, and says meanwhile what may come too late for it; then its heir has it. */
export async function closeTalk(world: World, talkId: string): Promise<void> {
  await startTalk(world, 'drill-closing', talkId, { heir: false });
  await awaitRow(
    world,
    `select 1 from silkflow.message_subscription where correlation_key = $1 and state = 'open' having count(*) = 2`,
    talkId,
  );
  await Promise.all([sayWord(world, talkId), sayWord(world, talkId, 'drill-late')]);
  await start(world, 'drill-closing', `heir/${talkId}`, { talk: talkId, heir: true });
}

/** An heir whose message was taken by the instance before gets one of its own. */
export async function consoleHeirs(world: World): Promise<void> {
  const heirs = await rowsOf<{ talk: string }>(
    world,
    `select m.correlation_key as talk from silkflow.message m
     join silkflow.message_correlation c on c.message_key = m.message_key and c.state = 'taken'
     join silkflow.message_subscription s on s.correlation_key = m.correlation_key and s.message_name = m.name
     where m.name = 'drill-late' and m.message_id = m.correlation_key || '/1'
       and s.element_id = 'inherited' and s.state = 'open' and s.instance_key <> c.instance_key`,
  );
  for (const { talk } of heirs) await sayWord(world, talk, 'drill-late', 2);
}

async function start(world: World, processId: string, key: string, variables: object): Promise<void> {
  const body = { processDefinitionId: processId, variables };
  await persistently(world, '/v2/process-instances', body, { 'idempotency-key': key });
  world.accepted.add(key);
}

export async function startOrder(world: World, index: number): Promise<void> {
  const { order } = generateOrder('drill', index, new Date());
  for (;;) {
    try {
      await world.orders.startOrder(order, { pace: 'demo' });
      world.accepted.add(`order:${order.orderId}`);
      return;
    } catch (error) {
      if (error instanceof Error && 'status' in error && Number(error.status) < 500) throw error;
      await sleep(500);
    }
  }
}

/** Until an answer below 500; a 409 of a message that is there already counts. */
async function persistently(
  world: World,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  for (;;) {
    const answer = await world.post(path, body, headers);
    if (answer !== null && (answer.status < 300 || answer.status === 409)) return;
    if (answer !== null && answer.status < 500) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    await sleep(300);
  }
}
