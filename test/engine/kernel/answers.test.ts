import { describe, expect, it } from 'vitest';
import type { Answer, AnswerTo, Command, CommandType, Linked, Parent } from '#engine/kernel/index.ts';
import { loadProcesses, process, TestInstance } from '#engine/testing/index.ts';
import type { LoadOptions, ProcessBuilder } from '#engine/testing/index.ts';

const undoable = { type: 'reserve', startToCloseMs: 1_000, undo: true };
const begin = (): ProcessBuilder => process('p').startEvent();

/** An instance whose host answers only what the test answers. */
class Asking extends TestInstance {
  static async of(
    drawn: ProcessBuilder | string,
    options: LoadOptions & { readonly parent?: Parent } = {},
  ): Promise<Asking> {
    const [linked] = (await loadProcesses(typeof drawn === 'string' ? drawn : drawn.toXml(), options)).values();
    const asking = new Asking(linked!);
    asking.act({
      type: 'created',
      key: asking.key,
      variables: {},
      flags: [1, 2],
      tenantId: '<default>',
      businessId: null,
      root: asking.key,
      parent: options.parent ?? null,
    });
    return asking;
  }

  private constructor(linked: Linked) {
    super({ now: 1_000, seed: 'seed', budget: 1_000, take: () => undefined }, linked, '4194304');
  }

  asked(type: CommandType): Command {
    const found = Object.values(this.state.outstanding).find((command) => command.type === type);
    if (found === undefined) throw new Error(`${type} was not asked: ${JSON.stringify(this.state.outstanding)}`);
    return found;
  }

  get questions(): readonly string[] {
    return Object.keys(this.state.outstanding).map((id) => id.slice(id.indexOf(':') + 1));
  }
}

function stocked(side: 'reads' | 'writes') {
  return begin()
    .serviceTask('a', { [side]: [{ item: 'store' }] })
    .endEvent()
    .dataStore('store', 'stock');
}

/** An instance that has asked this of its host and waits for the answer. */
const asking: { readonly [T in CommandType]: () => Promise<Asking> } = {
  runActivity: () => Asking.of(begin().serviceTask('a', { type: 'reserve' }).endEvent(), { activities: [undoable] }),
  undoActivity: async () => {
    const drawn = begin()
      .serviceTask('a', { type: 'reserve' })
      .endEvent()
      .boundaryEvent('b', 'a', { signal: 's' })
      .endEvent();
    const instance = await Asking.of(drawn, { activities: [undoable] });
    instance.request({ type: 'catchSignal', subscription: waitOf(instance, 'signal'), variables: {} });
    instance.answer(instance.asked('runActivity').id, { type: 'activityCancelled' });
    return instance;
  },
  startTimer: () =>
    Asking.of(
      begin()
        .catchEvent('a', { timer: { duration: 'PT1H' } })
        .endEvent(),
    ),
  callProcess: () => Asking.of(begin().callActivity('a', { process: 'other' }).endEvent()),
  escalateToCaller: () => {
    const escalationCatchers = [{ code: 'E', interrupting: false }];
    const catches = { errors: [], escalations: ['E'], escalationCatchers };
    const parent = { instance: '1', elementInstance: '2', command: 'c', catches };
    return Asking.of(begin().throwEvent('a', { escalation: 'E' }).endEvent(), { parent });
  },
  cancelChild: async () => {
    const called = begin().callActivity('a', { process: 'other' }).endEvent();
    const instance = await Asking.of(called.boundaryEvent('b', 'a', { signal: 's' }).endEvent());
    instance.answer(instance.asked('callProcess').id, { type: 'childStarted', child: '77', processId: 'other' });
    instance.request({ type: 'catchSignal', subscription: waitOf(instance, 'signal'), variables: {} });
    return instance;
  },
  evaluateDecision: () => Asking.of(begin().businessRuleTask('a', { decision: 'd', result: 'r' }).endEvent()),
  publishMessage: () => Asking.of(publishing()),
  broadcastSignal: () => Asking.of(begin().throwEvent('a', { signal: 's' }).endEvent()),
  readData: () => Asking.of(stocked('reads')),
  writeData: async () => {
    const instance = await Asking.of(stocked('writes'));
    instance.completeJob('a', { stock: 1 });
    return instance;
  },
  leaseKeys: async () => {
    const instance = await Asking.of(begin().userTask('a').endEvent());
    instance.state.keyLimit = instance.state.nextKey + 1_000;
    instance.setVariables({ x: 1 });
    return instance;
  },
};

/** Each answer that a host can give. A new kind of answer or command does not compile without its line here. */
const answers: { readonly [T in keyof typeof asking]: { readonly [A in AnswerTo<T>['type']]: Answer & { type: A } } } =
  {
    runActivity: {
      activityCompleted: { type: 'activityCompleted', variables: { x: 1 } },
      activityFailed: { type: 'activityFailed', message: 'no' },
      activityErrorThrown: { type: 'activityErrorThrown', code: 'E', message: 'no', variables: {} },
      activityCancelled: { type: 'activityCancelled' },
    },
    undoActivity: { undone: { type: 'undone' }, undoFailed: { type: 'undoFailed', message: 'no' } },
    startTimer: { timerFired: { type: 'timerFired' } },
    callProcess: {
      childStarted: { type: 'childStarted', child: '77', processId: 'other' },
      childEscalated: { type: 'childEscalated', child: '77', code: 'E', variables: {} },
      childNotFound: { type: 'childNotFound', message: 'no' },
      childCompleted: { type: 'childCompleted', child: '77', variables: {} },
      childTerminated: { type: 'childTerminated', child: '77' },
      childThrew: { type: 'childThrew', child: '77', kind: 'error', code: 'E', variables: {} },
    },
    escalateToCaller: { published: { type: 'published' } },
    cancelChild: {
      childCompleted: { type: 'childCompleted', child: '77', variables: {} },
      childTerminated: { type: 'childTerminated', child: '77' },
      childThrew: { type: 'childThrew', child: '77', kind: 'escalation', code: 'E', variables: {} },
    },
    evaluateDecision: {
      decisionEvaluated: { type: 'decisionEvaluated', decisionKey: null, value: 1, explanation: {} },
      decisionFailed: { type: 'decisionFailed', incident: 'DECISION_EVALUATION_ERROR', message: 'no' },
    },
    publishMessage: { published: { type: 'published' }, failed: { type: 'failed', message: 'no' } },
    broadcastSignal: { published: { type: 'published' }, failed: { type: 'failed', message: 'no' } },
    readData: { data: { type: 'data', value: 1 }, failed: { type: 'failed', message: 'no' } },
    writeData: { data: { type: 'data', value: 1 }, failed: { type: 'failed', message: 'no' } },
    leaseKeys: { keysLeased: { type: 'keysLeased', first: '8388608', last: '12582911' } },
  };

const cases = Object.entries(answers).flatMap(([command, given]) =>
  Object.values(given).map((answer: Answer) => ({ command: command as keyof typeof asking, answer })),
);

describe('what a host answers', () => {
  it.each(cases)(
    '$command takes $answer.type: it goes on or a person can mend it (ANS1)',
    async ({ command, answer }) => {
      // given
      const instance = await asking[command]();
      const { id } = instance.asked(command);
      // when
      instance.answer(id, answer);
      // then
      const isOver = answer.type !== 'childStarted' && answer.type !== 'childEscalated';
      const goesOn = instance.isEnded || instance.waiting().length > 0 || !isOver;
      expect(instance.state.outstanding[id] === undefined).toBe(isOver);
      expect(goesOn || instance.incidents().length > 0).toBe(true);
      // and a second answer changes nothing
      const { seq } = instance.state;
      if (isOver) instance.answer(id, answer);
      expect(instance.state.seq).toBe(seq);
    },
  );

  it.each(cases)(
    '$command taking $answer.type after the instance was cancelled is no fault',
    async ({ command, answer }) => {
      const instance = await asking[command]();
      const { id } = instance.asked(command);
      instance.cancel();
      expect(() => instance.answer(id, answer)).not.toThrow();
    },
  );

  it('an answer that fits no command is a fault of the host', async () => {
    const instance = await asking.startTimer();
    const { id } = instance.asked('startTimer');
    expect(() => instance.answer(id, { type: 'published' })).toThrow(
      'A startTimer command was answered with published',
    );
  });
});

describe('a message or signal that cannot be published', () => {
  it.each(['publishMessage', 'broadcastSignal'] as const)(
    '%s is an incident whose resolution throws again (MSG4)',
    async (type) => {
      // given
      const instance = await asking[type]();
      const first = instance.asked(type);
      instance.answer(first.id, { type: 'failed', message: 'the name holds NUL' });
      expect(instance.incidents()).toEqual([expect.stringMatching(/^UNKNOWN at a: .*the name holds NUL$/)]);
      expect(instance.questions).toEqual([]);
      // when
      instance.resolveIncident();
      // then it is the same question, which the inbox knows by the same name of its effect
      expect(instance.asked(type)).toEqual(first);
      instance.answer(first.id, { type: 'published' });
      expect(instance.isEnded).toBe(true);
    },
  );

  it('of a multiple event only the part that failed is thrown again, each by its own incident (MSG4, MUL3)', async () => {
    // given
    const several = [{ signal: 'one' }, { signal: 'two' }, { signal: 'three' }] as const;
    const instance = await Asking.of(begin().throwEvent('a', { several }).endEvent());
    const [one = '', two = '', three = ''] = Object.keys(instance.state.outstanding);
    // when
    instance.answer(one, { type: 'failed', message: 'no' });
    instance.answer(two, { type: 'published' });
    instance.answer(three, { type: 'failed', message: 'no' });
    expect(instance.incidents()).toHaveLength(2);
    instance.resolveIncident();
    // then
    expect(instance.questions).toEqual(['broadcastSignal:0']);
    instance.resolveIncident();
    expect(instance.questions).toEqual(['broadcastSignal:0', 'broadcastSignal:2']);
    instance.answer(three, { type: 'published' });
    expect(instance.isEnded).toBe(false);
    instance.answer(one, { type: 'published' });
    expect(instance.isEnded).toBe(true);
  });

  it('evaluates its name anew: a corrected variable mends it (MSG4)', async () => {
    const instance = await Asking.of(begin().throwEvent('a', { signal: '="to " + name' }).endEvent());
    // given the name cannot be told: an incident before anything was asked
    expect(instance.incidents()).toHaveLength(1);
    instance.setVariables({ name: 'x\u0000' }).resolveIncident();
    instance.answer(instance.asked('broadcastSignal').id, { type: 'failed', message: 'no' });
    // when
    instance.setVariables({ name: 'you' }).resolveIncident();
    // then
    expect(instance.asked('broadcastSignal')).toMatchObject({ name: 'to you' });
  });
});

/** A native throw of the message `m`. */
function publishing(): string {
  const extensions = '<zeebe:publishMessage correlationKey="=&quot;k&quot;" timeToLive="PT1H"/>';
  const body = '<bpmn:messageEventDefinition messageRef="Message_m"/>';
  const drawn = begin().throwEvent('a', { none: true }, { extensions, body }).endEvent();
  return drawn.toXml().replace('</bpmn:definitions>', '<bpmn:message id="Message_m" name="m"/></bpmn:definitions>');
}

function waitOf(instance: TestInstance, kind: string): string {
  const found = Object.entries(instance.state.waits).find(([, wait]) => wait.kind === kind);
  return found?.[0] ?? '';
}
