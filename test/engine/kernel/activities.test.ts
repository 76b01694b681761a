import { describe, expect, it } from 'vitest';
import { process } from '#engine/testing/index.ts';
import type { ElementOptions, ProcessBuilder } from '#engine/testing/index.ts';
import { given } from './support/given.ts';

const begin = (): ProcessBuilder => process('p').startEvent();

describe('jobs', () => {
  const charge = begin()
    .serviceTask('charge', { type: '=kind', retries: '5', headers: { currency: 'EUR' } })
    .endEvent();

  it('evaluates type and retries before the task reports activated (JOB1)', async () => {
    const { instance } = await given(charge, { kind: 'card' });
    const job = instance.events.find((event) => event.type === 'jobCreated');
    expect(job).toMatchObject({
      job: { type: 'card', retries: 5, headers: { currency: 'EUR' }, execution: 'external' },
    });
    const types = instance.events.map(({ type }) => type);
    expect(types.lastIndexOf('elementActivated')).toBeGreaterThan(types.indexOf('jobCreated'));
  });

  it('a type that is no text is an incident, mended by the variable (JOB1, INC1)', async () => {
    const { instance } = await given(charge, { kind: 7 });
    expect(instance.incidents()).toEqual([expect.stringMatching(/^EXTRACT_VALUE_ERROR at charge/)]);
    instance.setVariables({ kind: 'card' }).resolveIncident();
    expect(instance.waiting()).toEqual(['job card at charge']);
  });

  it('completing it completes the task (JOB2)', async () => {
    const { instance } = await given(charge, { kind: 'card' });
    instance.completeJob('charge', { paid: true });
    expect(instance.variables()).toEqual({ kind: 'card', paid: true });
  });

  it('out of retries it is an incident; retries first, then it is open again (JOB3, INC2)', async () => {
    const { instance } = await given(charge, { kind: 'card' });
    instance.failJob('charge', 'card declined', { reason: 'limit' });
    expect(instance.incidents()).toEqual(['JOB_NO_RETRIES at charge: card declined']);
    expect(instance.variable('reason', 'charge')).toBe('limit');
    const [incident] = Object.entries(instance.state.waits).find(([, { kind }]) => kind === 'incident') ?? [''];
    expect(instance.refusal({ type: 'resolveIncident', incident })).toBe('INVALID_STATE');
    instance.resolveIncident();
    expect(instance.waiting()).toEqual(['job card at charge']);
  });

  it('an unknown job is not found, a failed one in the wrong state (JOB4)', async () => {
    const { instance } = await given(charge, { kind: 'card' });
    const [job = ''] = Object.keys(instance.state.waits);
    expect(instance.refusal({ type: 'completeJob', job: '42', variables: {} })).toBe('NOT_FOUND');
    instance.failJob('charge');
    expect(instance.refusal({ type: 'completeJob', job, variables: {} })).toBe('INVALID_STATE');
    expect(instance.refusal({ type: 'throwJobError', job, code: 'E', message: '', variables: {} })).toBe(
      'INVALID_STATE',
    );
  });
});

describe('activities with undo', () => {
  const manifest = { type: 'reserve', startToCloseMs: 1000, undo: true };
  const reserve = begin()
    .serviceTask('reserve')
    .endEvent()
    .boundaryEvent('late', 'reserve', { timer: { duration: 'PT1H' } })
    .userTask('decide')
    .endEvent();

  it('runs as a command of the host; interrupted, it is awaited, undone, then ends (UND1)', async () => {
    const { world, instance } = await given(reserve, {}, { activities: [manifest] });
    expect(Object.values(instance.state.outstanding).map(({ type }) => type)).toContain('runActivity');
    world.advance('PT1H');
    expect(world.undone).toEqual(['reserve']);
    expect(instance.active()).toEqual(['decide']);
  });

  it('a result that still comes counts as done and is undone too (UND1)', async () => {
    const { instance } = await given(reserve, {}, { activities: [manifest] });
    const command = Object.values(instance.state.outstanding).find(({ type }) => type === 'runActivity');
    instance.act({ type: 'requested', request: { type: 'cancelInstance' } });
    expect(instance.isEnded).toBe(true);
    // The world has answered that the activity ended; an answer after that is void.
    const before = instance.events.length;
    instance.answer(command?.id ?? '', { type: 'activityCompleted', variables: {} });
    expect(instance.events.length).toBe(before);
  });

  it('an undo that fails is an incident; resolving it tries again (UND2)', async () => {
    let answers: readonly (string | null)[] = ['carrier is down', null];
    const failUndo = (): string | null => {
      const [first = null, ...rest] = answers;
      answers = rest;
      return first;
    };
    const { world, instance } = await given(reserve, {}, { activities: [manifest], failUndo });
    world.advance('PT1H');
    expect(instance.incidents()).toEqual([expect.stringContaining('carrier is down')]);
    instance.resolveIncident();
    expect(world.undone).toEqual(['reserve']);
    expect(instance.active()).toEqual(['decide']);
  });

  it('without undo it ends at once and a late result changes nothing (ANS1)', async () => {
    const { world, instance } = await given(reserve, {}, { activities: [{ type: 'reserve', startToCloseMs: 1000 }] });
    const command = Object.values(instance.state.outstanding).find(({ type }) => type === 'runActivity');
    world.advance('PT1H');
    expect(world.undone).toEqual([]);
    const before = instance.events.length;
    instance.answer(command?.id ?? '', { type: 'activityCompleted', variables: { late: true } });
    expect(instance.events.length).toBe(before);
  });
});

describe('mappings and variables', () => {
  it('inputs are local, later ones read earlier ones, nested targets share a root (MAP1)', async () => {
    const inputs = { price: 'total / 2', 'line.net': 'price', 'line.count': '3' };
    const { instance } = await given(begin().serviceTask('a', { inputs }).endEvent(), { total: 10 });
    expect(instance.variables('a')).toEqual({ total: 10, price: 5, line: { net: 5, count: 3 } });
    expect(instance.variables()).toEqual({ total: 10 });
  });

  it('with outputs only what is mapped goes out, into nested variables beside what is there (MAP2)', async () => {
    const outputs = { 'order.paid': 'ok' };
    const { instance } = await given(begin().serviceTask('a', { outputs }).endEvent(), { order: { id: 1 } });
    instance.completeJob('a', { ok: true, noise: 1 });
    expect(instance.variables()).toEqual({ order: { id: 1, paid: true } });
  });

  it('without outputs all of it goes out, each to the nearest scope that has it (MAP3, VAR1)', async () => {
    const builder = begin()
      .subProcess(
        'sub',
        (inside) =>
          inside
            .startEvent('s')
            .serviceTask('a', { inputs: { mine: '1' } })
            .userTask('u')
            .endEvent('e'),
        {
          inputs: { near: '0' },
        },
      )
      .endEvent();
    const { instance } = await given(builder, { far: 0 });
    instance.completeJob('a', { mine: 2, near: 3, far: 4, fresh: 5 });
    expect(instance.variables('u')).toEqual({ near: 3, far: 4, fresh: 5 });
    expect(instance.variables()).toEqual({ far: 4, fresh: 5 });
  });

  it('a failing mapping is an incident of its own kind (MAP1)', async () => {
    const { instance } = await given(
      begin()
        .serviceTask('a', { inputs: { x: 'assert(y, y > 1)' } })
        .endEvent(),
      { y: 0 },
    );
    expect(instance.incidents()).toEqual([expect.stringMatching(/^IO_MAPPING_ERROR at a/)]);
  });
});

describe('tasks of other kinds', () => {
  it('abstract and manual tasks are passed (TSK1)', async () => {
    expect((await given(begin().task('a').manualTask('b').endEvent())).instance.status).toBe('completed');
  });

  it('a script sets its result (SCR1)', async () => {
    const builder = begin().scriptTask('sum', { expression: 'a + b', result: 'c' }).endEvent();
    expect((await given(builder, { a: 1, b: 2 })).instance.variable('c')).toBe(3);
  });

  it('a decision is asked of the host (DEC1); one that fails is an incident that asks again (DEC2)', async () => {
    const builder = begin().businessRuleTask('rate', { decision: 'duty', result: 'rate' }).endEvent();
    const decisions = {
      duty: (variables: Readonly<Record<string, unknown>>): string => `for ${String(variables.country)}`,
    };
    expect((await given(builder, { country: 'DE' }, { decisions })).instance.variable('rate')).toBe('for DE');
    const { instance } = await given(builder);
    const ask = (): string => Object.keys(instance.state.outstanding)[0] ?? '';
    instance.answer(ask(), { type: 'decisionFailed', incident: 'DECISION_EVALUATION_ERROR', message: 'no rule' });
    expect(instance.incidents()).toEqual(['DECISION_EVALUATION_ERROR at rate: no rule']);
    instance.resolveIncident();
    instance.answer(ask(), { type: 'decisionEvaluated', decisionKey: null, value: 7, explanation: null });
    expect(instance.variable('rate')).toBe(7);
  });

  it('an interrupted decision is not asked any more; its answer is void (ANS1)', async () => {
    const builder = begin().businessRuleTask('rate', { decision: 'duty', result: 'rate' }).endEvent();
    const { instance } = await given(builder);
    const [asked = ''] = Object.keys(instance.state.outstanding);
    instance.cancel();
    expect(instance.state.outstanding).toEqual({});
    const before = instance.events.length;
    instance.answer(asked, { type: 'decisionEvaluated', decisionKey: null, value: 1, explanation: null });
    expect(instance.events.length).toBe(before);
  });

  it('a user task waits for a person and tells who may do it (UST1, UST2)', async () => {
    const extensions =
      '<zeebe:assignmentDefinition assignee="=who" candidateGroups="a, b"/><zeebe:priorityDefinition priority="80"/>';
    const { instance } = await given(begin().userTask('review', { extensions, name: 'Review' }).endEvent(), {
      who: 'kim',
    });
    const created = instance.events.find((event) => event.type === 'userTaskCreated');
    expect(created).toMatchObject({
      task: { assignee: 'kim', candidateGroups: ['a', 'b'], priority: 80, name: 'Review' },
    });
    instance.completeUserTask('review', { fine: true });
    expect(instance.variables()).toEqual({ who: 'kim', fine: true });
  });

  it('where nobody is named, the lane is the group (UST3)', async () => {
    const xml = begin().userTask('review').endEvent().toXml();
    const lanes =
      '<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="Customs"><bpmn:flowNodeRef>review</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>';
    const drawn = {
      toXml: () => xml.replace('isExecutable="true">', `isExecutable="true">${lanes}`),
    } as ProcessBuilder;
    const { instance } = await given(drawn);
    const created = instance.events.find((event) => event.type === 'userTaskCreated');
    expect(created).toMatchObject({ task: { candidateGroups: ['Customs'] } });
  });
});

describe('call activity', () => {
  const child = process('child').startEvent('cs').userTask('inside').endEvent('ce');
  const call = (options: ElementOptions = {}, flags = {}): ProcessBuilder =>
    begin()
      .callActivity('call', { process: 'child', ...flags }, options)
      .endEvent();

  it('runs another process and takes its variables (CAL1)', async () => {
    const { world, instance } = await given(call(), { x: 1 }, { others: [child] });
    const called = world.instances[1];
    expect(called?.variables()).toEqual({ x: 1 });
    called?.completeUserTask('inside', { y: 2 });
    expect(instance.variables()).toEqual({ x: 1, y: 2 });
  });

  it('keeps to its mappings when nothing else is to be passed (CAL2)', async () => {
    const options = { inputs: { z: 'x' }, outputs: { got: 'y' } };
    const { world, instance } = await given(
      call(options, { allToChild: false, allToParent: false }),
      { x: 1 },
      { others: [child] },
    );
    const called = world.instances[1];
    expect(called?.variables()).toEqual({ z: 1 });
    called?.completeUserTask('inside', { y: 2, noise: 3 });
    expect(instance.variables()).toEqual({ x: 1, got: 2 });
  });

  it('a process that does not exist is an incident (CAL3)', async () => {
    const { instance } = await given(call());
    expect(instance.incidents()).toEqual([expect.stringMatching(/^CALLED_ELEMENT_ERROR at call/)]);
  });

  it('a process that only an event starts cannot be called: an incident (CAL3)', async () => {
    const triggered = process('child').startEvent('cs', { signal: 'go' }).endEvent('ce');
    const { world, instance } = await given(call(), {}, { others: [triggered] });
    expect(instance.incidents()).toEqual([expect.stringMatching(/^CALLED_ELEMENT_ERROR at call/)]);
    expect(world.instances).toHaveLength(1);
  });

  it('interrupted, it ends its child first (CAL4)', async () => {
    const { world, instance } = await given(call(), {}, { others: [child] });
    instance.cancel();
    expect(world.instances.map(({ status }) => status)).toEqual(['terminated', 'terminated']);
  });

  it('an error goes through it to whoever catches it; uncaught it stays with the thrower (ERR5)', async () => {
    const thrower = process('child').startEvent('cs').endEvent('ce', { error: 'E' });
    const caught = call().boundaryEvent('failed', 'call', { error: 'E' }).userTask('mend').endEvent();
    expect((await given(caught, {}, { others: [thrower] })).instance.active()).toEqual(['mend']);
    const uncaught = await given(call(), {}, { others: [thrower] });
    expect(uncaught.world.instances[1]?.incidents()).toEqual([expect.stringMatching(/^UNHANDLED_ERROR_EVENT at ce/)]);
    expect(uncaught.instance.active()).toEqual(['call']);
  });
});

describe('containers', () => {
  it('a subprocess completes with its last token (SUB1, SCP1)', async () => {
    const builder = begin()
      .subProcess('sub', (inside) =>
        inside.startEvent('s').parallelGateway('f').userTask('a').endEvent('e1').from('f').userTask('b').endEvent('e2'),
      )
      .endEvent();
    const { instance } = await given(builder);
    instance.completeUserTask('a');
    expect(instance.active()).toEqual(['b']);
    instance.completeUserTask('b');
    expect(instance.status).toBe('completed');
  });

  it('a cancel end event undoes what the transaction has done and leaves by its boundary event (TRA1, TRA2)', async () => {
    const builder = begin()
      .transaction('booking', (inside) => {
        inside.startEvent('s').serviceTask('book').compensation('book', 'unbook').from('book').parallelGateway('f');
        inside.userTask('wait').endEvent('e1').from('f').userTask('choose').endEvent('stop', { cancel: true });
      })
      .endEvent()
      .boundaryEvent('cancelled', 'booking', { cancel: true })
      .userTask('tell')
      .endEvent();
    const { instance } = await given(builder);
    instance.completeJob('book').completeUserTask('choose');
    expect(instance.active()).toEqual(['stop', 'unbook']);
    instance.completeJob('unbook');
    expect(instance.active()).toEqual(['tell']);
  });

  const tools = (options: object): ProcessBuilder =>
    begin()
      .adHocSubProcess(
        'tools',
        (inside) => {
          inside.userTask('a').userTask('b');
          inside.unlinked().userTask('c');
        },
        options,
      )
      .userTask('after')
      .endEvent();

  it('an ad-hoc subprocess runs what its collection names, to the last (ADH1, ADH3)', async () => {
    const { instance } = await given(tools({ active: '["a", "c"]' }));
    expect(instance.active()).toEqual(['a', 'c']);
    instance.completeUserTask('a').completeUserTask('b').completeUserTask('c');
    expect(instance.active()).toEqual(['after']);
  });

  it('its completion condition ends the rest (ADH2)', async () => {
    const { instance } = await given(tools({ active: '["a", "c"]', completion: 'enough' }), { enough: false });
    instance.completeUserTask('a').completeUserTask('b', { enough: true });
    expect(instance.active()).toEqual(['after']);
  });

  it('collects an output of each inner flow (ADH4)', async () => {
    const builder = begin()
      .adHocSubProcess('tools', (inside) => inside.userTask('a'), { active: '["a"]', body: '' })
      .endEvent()
      .toXml()
      .replace('<zeebe:adHoc ', '<zeebe:adHoc outputCollection="all" outputElement="=r" ');
    const { instance } = await given({ toXml: () => builder } as ProcessBuilder);
    instance.completeUserTask('a', { r: 5 });
    expect(instance.variable('all')).toEqual([5]);
  });

  it('its job says what runs next (ADH5)', async () => {
    const xml = tools({ extensions: '<zeebe:taskDefinition type="agent"/>' });
    const { instance } = await given(xml);
    const job = (): string => Object.entries(instance.state.waits).find(([, { kind }]) => kind === 'job')?.[0] ?? '';
    const answer = (result: object): void =>
      void instance.request({
        type: 'completeJob',
        job: job(),
        variables: {},
        result: JSON.parse(JSON.stringify(result)),
      });
    answer({ activateElements: [{ elementId: 'c', variables: { q: 1 } }] });
    expect(instance.variable('q', 'c')).toBe(1);
    instance.completeUserTask('c');
    answer({ isCompletionConditionFulfilled: true });
    expect(instance.active()).toEqual(['after']);
  });
});
