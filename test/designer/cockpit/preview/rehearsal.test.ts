import { describe, expect, it } from 'vitest';
import { definitionView } from '#designer/cockpit/definition-view.ts';
import { mappingByIds, operationOf as migrationOf, remapped } from '#designer/cockpit/migration/mapping.ts';
import type { Plan } from '#designer/cockpit/modification/plan.ts';
import { operationOf } from '#designer/cockpit/modification/plan.ts';
import { kernelWords, Rehearsal } from '#designer/cockpit/preview/rehearsal.ts';
import { compiledProcessSchema } from '#engine/contracts/api/compiled-process.ts';
import type { CompiledProcess } from '#engine/contracts/api/compiled-process.ts';
import { instanceEventsSchema } from '#engine/contracts/api/instance.ts';
import { loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';
import type { ProcessBuilder } from '#engine/testing/index.ts';

const begin = (id = 'p'): ProcessBuilder => process(id).startEvent('start');

/** Compiled process and events as the server answers them. */
async function compiledOf(builder: ProcessBuilder): Promise<CompiledProcess> {
  const [linked] = (await loadProcesses(builder.toXml())).values();
  return compiledProcessSchema.parse(JSON.parse(JSON.stringify(linked)));
}

async function rehearse(builder: ProcessBuilder, variables = {}): Promise<Rehearsal> {
  const test = new ProcessTest(await loadProcesses(builder.toXml()));
  const { events } = test.start(variables);
  const page = { events: events.map((event, index) => ({ seq: index + 1, event })), more: false };
  return new Rehearsal(await compiledOf(builder), instanceEventsSchema.parse(JSON.parse(JSON.stringify(page))).events);
}

const modify = (rehearsal: Rehearsal, plan: Plan) =>
  rehearsal.play(operationOf(plan, (id) => rehearsal.liveInstancesOf(id)));

describe('the preview of a modification', () => {
  const flow = begin()
    .userTask('check')
    .exclusiveGateway('paid')
    .flow({ condition: 'total > 10' })
    .serviceTask('ship')
    .endEvent('shipped')
    .from('paid')
    .flow({ default: true })
    .userTask('ask')
    .endEvent('asked');

  it('tells what ends, what is passed on the way, and where the token stands then', async () => {
    // given
    const rehearsal = await rehearse(flow, { total: 20 });
    // when
    const preview = modify(rehearsal, [{ kind: 'move', from: 'check', to: 'paid' }]);
    // then
    expect(preview).toMatchObject({
      ok: true,
      ends: [{ elementId: 'check', count: 1 }],
      passes: [{ elementId: 'paid', count: 1 }],
      waits: [{ elementId: 'ship', count: 1 }],
      instanceEnds: false,
    });
  });

  it('warns that the instance would end', async () => {
    const preview = modify(await rehearse(flow), [{ kind: 'end', element: 'check' }]);
    expect(preview).toMatchObject({ ok: true, instanceEnds: true, waits: [] });
  });

  it('foresees an incident', async () => {
    const preview = modify(await rehearse(flow, { total: 'a lot' }), [{ kind: 'move', from: 'check', to: 'paid' }]);
    expect(preview).toMatchObject({ ok: true, incidents: [{ elementId: 'paid' }] });
  });

  it('gives every reason of a refusal with its element, in both languages', async () => {
    // when
    const preview = modify(await rehearse(flow), [
      { kind: 'activate', element: 'start' },
      { kind: 'move', from: 'ship', to: 'ask' },
    ]);
    // then
    if (preview.ok !== false) expect.fail('it was not refused');
    expect(preview.refusals.map(({ elementId }) => elementId ?? '').toSorted()).toEqual(['ship', 'start']);
    for (const { message } of preview.refusals) {
      expect(kernelWords.inLanguage(message, 'en')).toBe(message);
      expect(kernelWords.inLanguage(message, 'zh-CN')).toMatch(/\p{Script=Han}/u);
    }
  });

  it('does not fail on events of another definition, as a page has them while a migration is done', async () => {
    // given: the events of one process and the definition of another
    const test = new ProcessTest(await loadProcesses(flow.toXml()));
    const events = test.start({ total: 20 }).events.map((event, index) => ({ seq: index + 1, event: { ...event } }));
    // when
    const rehearsal = new Rehearsal(await compiledOf(begin().userTask('other').endEvent('end')), events);
    // then
    expect(rehearsal.fitsTogether).toBe(false);
    expect(modify(rehearsal, [{ kind: 'move', from: 'check', to: 'other' }])).toEqual({ ok: 'unknown' });
  });

  it('changes nothing: the same plan gives the same preview again', async () => {
    const rehearsal = await rehearse(flow, { total: 20 });
    const plan: Plan = [{ kind: 'move', from: 'check', to: 'ship' }];
    expect(modify(rehearsal, plan)).toEqual(modify(rehearsal, plan));
    expect(rehearsal.liveElements()).toEqual(['check']);
  });
});

describe('the preview of a migration', () => {
  const source = begin()
    .userTask('check')
    .boundaryEvent('late', 'check', { timer: { duration: 'PT1H' } })
    .endEvent('e2');
  const withEnd = source.from('check').endEvent('e1');

  it('keeps what is called alike, and tells which events stop and begin to listen', async () => {
    // given
    const rehearsal = await rehearse(withEnd);
    const target = await compiledOf(
      begin()
        .userTask('check')
        .boundaryEvent('reminded', 'check', { timer: { duration: 'PT2H' } }, { interrupting: false })
        .endEvent('e2')
        .from('check')
        .endEvent('e1'),
    );
    const views = [definitionView(await compiledOf(withEnd)), definitionView(target)] as const;
    // when
    const preview = rehearsal.play(migrationOf(target.hash, mappingByIds(...views)), target);
    // then
    expect(preview).toMatchObject({
      ok: true,
      ends: [],
      stopsListening: [{ elementId: 'late', count: 1 }],
      startsListening: [{ elementId: 'reminded', count: 1 }],
    });
  });

  it('names the token that has no place, until the person gives it one', async () => {
    // given
    const rehearsal = await rehearse(withEnd);
    const target = await compiledOf(begin().userTask('review').endEvent('e1'));
    const mapping = mappingByIds(definitionView(await compiledOf(withEnd)), definitionView(target));
    // when, then
    expect(rehearsal.play(migrationOf(target.hash, mapping), target)).toMatchObject({
      ok: false,
      refusals: [{ elementId: 'check', code: 'migrate.unmapped' }],
    });
    const mapped = remapped(mapping, 'check', 'review');
    expect(rehearsal.play(migrationOf(target.hash, mapped), target)).toMatchObject({ ok: true });
    expect(remapped(mapped, 'check', null)).toEqual(mapping);
  });
});
