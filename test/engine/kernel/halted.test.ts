import { expect, it } from 'vitest';
import { emptyState, rebuild, step } from '#engine/kernel/index.ts';
import type { Event, Input } from '#engine/kernel/index.ts';
import { loadProcesses } from '#engine/testing/load-process.ts';
import { process } from '#engine/testing/process-builder.ts';

it('turns a loop without a wait into an incident when the host halts it, and goes on once that is resolved (INC3)', async () => {
  // given
  const xml = process('loop')
    .startEvent()
    .subProcess('count', (inside) =>
      inside
        .startEvent('next', { none: true }, { outputs: { n: 'if n = null then 1 else n + 1' } })
        .endEvent('counted'),
    )
    .exclusiveGateway('again')
    .flow({ condition: 'n >= 50' })
    .endEvent('end')
    .from('again')
    .flow({ default: true })
    .to('count')
    .toXml();
  const linked = (await loadProcesses(xml)).get('loop')!;
  const state = emptyState();
  const events: Event[] = [];
  const given = { now: 1_000, seed: 'seed', budget: 40 };
  const take = (input: Input): boolean => {
    const outcome = step(linked, state, input);
    if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
    events.push(...outcome.events);
    return outcome.more;
  };
  const created = {
    key: '4194304',
    variables: {},
    flags: [],
    tenantId: 't',
    businessId: null,
    root: '4194304',
    parent: null,
  };
  expect(take({ type: 'created', ...created, ...given })).toBe(true);
  // when
  expect(take({ type: 'halted', ...given })).toBe(false);
  // then
  const incident = events.findLast((event) => event.type === 'incidentRaised');
  expect(incident).toMatchObject({ incident: 'UNKNOWN', message: expect.stringContaining('without ever waiting') });
  expect(rebuild('4194304', events)).toEqual(state);
  // and when
  take({ type: 'requested', request: { type: 'resolveIncident', incident: incident!.key }, ...given, budget: 10_000 });
  expect(state.status).toBe('completed');
});
