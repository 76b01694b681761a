import { describe, expect, it } from 'vitest';
import type { Linked } from '#engine/kernel/index.ts';
import { loadProcesses, process } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

type Mapping = readonly (readonly [source: string, target: string])[];

const pairs = (mapping: Mapping) => mapping.map(([source, target]) => ({ source, target }));

async function linkedOf(builder: ProcessBuilder): Promise<Linked> {
  const [linked] = (await loadProcesses(builder.toXml())).values();
  if (linked === undefined) throw new Error('nothing loaded');
  return linked;
}

const start = (id: string): ProcessBuilder => process(id).startEvent();
const hour = { timer: { duration: 'PT1H' } };
const reply = { message: 'reply', correlationKey: 'k' };

/** A task at which a timer and two messages are waited for. */
const old = start('p')
  .userTask('a')
  .endEvent('end')
  .boundaryEvent('slow', 'a', hour)
  .endEvent('left')
  .boundaryEvent('answer', 'a', reply, { interrupting: false })
  .endEvent('heard')
  .boundaryEvent('again', 'a', { message: 'again', correlationKey: 'k' }, { interrupting: false })
  .endEvent('heard_again');
const withTimer = start('q').userTask('A').endEvent('end').boundaryEvent('Slow', 'A', hour).endEvent('left');
const withMessage = (correlationKey: string): ProcessBuilder =>
  start('q')
    .userTask('A')
    .endEvent('end')
    .boundaryEvent('Answer', 'A', { message: 'other', correlationKey })
    .endEvent('left');
const elsewhere = start('q')
  .userTask('A')
  .userTask('B')
  .endEvent('end')
  .boundaryEvent('Slow', 'B', hour)
  .endEvent('left');
const withInner = start('q')
  .userTask('A')
  .endEvent('end')
  .eventSubProcess('inner', { message: 'm', correlationKey: 'unknown' }, (inside) => inside.endEvent('e'));

describe('catch events in a migration', () => {
  it('wait on for what they waited for, though they may interrupt now (MIG2)', async () => {
    const { world, instance } = await given(old, { k: 'K' });
    const mapping: Mapping = [
      ['a', 'A'],
      ['answer', 'Answer'],
    ];
    expect(instance.migrate(await linkedOf(withMessage('k')), pairs(mapping))).toBeNull();
    expect(instance.waiting()).toEqual(['message reply (K) at Answer', 'userTask at A']);
    world.correlate('reply', 'K');
    expect(instance.status).toBe('completed');
  });

  it.each([
    ['another kind of event', withMessage('k'), [['slow', 'Answer']], 'migrate.trigger'],
    ['an event at another element', elsewhere, [['slow', 'Slow']], 'migrate.detached'],
    [
      'one event from two',
      start('q').userTask('A').endEvent('end').boundaryEvent('Answer', 'A', reply).endEvent('left'),
      [
        ['answer', 'Answer'],
        ['again', 'Answer'],
      ],
      'migrate.merged',
    ],
    ['a new event whose key is nothing', withMessage('unknown'), [], 'migrate.cannotListen'],
    ['a new event subprocess whose key is nothing', withInner, [], 'migrate.cannotListen'],
    ['a source that does not exist', withTimer, [['nope', 'Slow']], 'migrate.unknownSource'],
    ['a target that does not exist', withTimer, [['slow', 'nope']], 'migrate.unknownTarget'],
    ['a source that is mapped twice', withTimer, [['a', 'A']], 'migrate.twice'],
  ] as const)('refuse %s, and nothing has changed (MIG3)', async (_what, target, mapping, key) => {
    // given
    const { instance } = await given(old, { k: 'K' });
    const before = JSON.stringify([instance.state.elements, instance.state.waits]);
    // when
    const linked = await linkedOf(target);
    const asked = pairs([['a', 'A'], ...mapping]);
    const request = { type: 'migrateInstance', definition: linked.hash, mapping: asked } as const;
    const problems = instance.act({ type: 'requested', request, target: linked });
    // then
    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(JSON.stringify([instance.state.elements, instance.state.waits])).toBe(before);
  });
});

it('what is new behind an event-based gateway is waited for (MIG2)', async () => {
  // given
  const race = (id: string, suffix: string): ProcessBuilder =>
    start(id)
      .eventBasedGateway(`race${suffix}`)
      .catchEvent(`slow${suffix}`, hour)
      .endEvent(`late${suffix}`)
      .from(`race${suffix}`)
      .catchEvent(`answer${suffix}`, { message: `reply${suffix}`, correlationKey: 'k' })
      .endEvent(`heard${suffix}`);
  const { instance } = await given(race('p', ''), { k: 'K' });
  // when
  const mapping: Mapping = [
    ['race', 'race2'],
    ['slow', 'slow2'],
  ];
  instance.migrate(await linkedOf(race('q', '2')), pairs(mapping));
  // then
  expect(instance.waiting()).toEqual(['message reply2 (K) at answer2', 'timer at slow2']);
});
