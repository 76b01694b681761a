import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityInput, ActivityManifest, ActivityRegistry, ActivityResult } from '#engine/contracts/activity.ts';
import { process } from '#engine/testing/process-builder.ts';
import type { Database } from '#engine/store/database.ts';

const retry = { maximumAttempts: 50, initialIntervalMs: 100, backoffCoefficient: 1.5, maximumIntervalMs: 2_000 };

export const orderManifests: readonly ActivityManifest[] = [
  { type: 'drill.reserve', startToCloseMs: 4_000, retry, undo: true },
  { type: 'drill.hold', startToCloseMs: 4_000, retry },
  { type: 'drill.quote', startToCloseMs: 4_000, retry, local: true },
  { type: 'drill.note', startToCloseMs: 4_000, retry, local: true },
  { type: 'drill.ship', startToCloseMs: 4_000, retry },
  { type: 'drill.post', startToCloseMs: 4_000, retry },
];

/** A small order: fork, local and remote activities, a timer, a person, a loop over items; cancelled by a message. */
export const orderProcess = process('drill-order')
  .startEvent()
  .parallelGateway('fork')
  .serviceTask('reserve', { type: 'drill.reserve' })
  .parallelGateway('join')
  .userTask('approve')
  .catchEvent('pause', { timer: { duration: 'PT0.3S' } })
  .serviceTask('ship', {
    type: 'drill.ship',
    multiInstance: {
      inputCollection: 'items',
      inputElement: 'item',
      outputCollection: 'shipped',
      outputElement: 'item',
    },
  })
  .serviceTask('post', { type: 'drill.post' })
  .endEvent('settled')
  .from('fork')
  .serviceTask('hold', { type: 'drill.hold' })
  .to('join')
  .from('fork')
  .serviceTask('quote', { type: 'drill.quote' })
  .serviceTask('quote2', { type: 'drill.quote' })
  .to('join')
  .toXml();

export const drillTables = `
  create table drill_effect (idempotency_key text not null, name text not null, instance_key text not null,
    calls integer not null default 1, primary key (idempotency_key, name))`;

/** Each effect is a row under its idempotency key, as a real party keeps it; `calls` counts the repetitions. */
export function orderActivities(db: Database): ActivityRegistry {
  const effect = async (name: string, input: ActivityInput): Promise<ActivityResult> => {
    await sleep(Math.random() * 150);
    await db.pool.query(
      `insert into drill_effect (idempotency_key, name, instance_key) values ($1, $2, $3)
       on conflict (idempotency_key, name) do update set calls = drill_effect.calls + 1`,
      [input.idempotencyKey, name, input.processInstanceKey],
    );
    await sleep(Math.random() * 150);
    return { kind: 'completed', variables: { [name]: input.elementInstanceKey } };
  };
  return {
    'drill.reserve': (input) => effect('reserve', input),
    'drill.reserve.undo': (input) => effect('release', input),
    'drill.hold': (input) => effect('hold', input),
    'drill.quote': (input) => Promise.resolve({ kind: 'completed', variables: { quote: input.idempotencyKey.length } }),
    'drill.note': (input) => effect(`note ${input.elementId}`, input),
    'drill.ship': (input) => effect('ship', input),
    'drill.post': (input) => effect('post', input),
  };
}
