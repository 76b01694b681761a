import { describe, expect, it } from 'vitest';
import type { Event, EventBody } from '#engine/kernel/index.ts';
import type { ProcessDetails } from '#engine/store/projection/fold/context.ts';
import { foldEvents } from '#engine/store/projection/fold/fold-events.ts';

const process: ProcessDetails = {
  processDefinitionKey: '7',
  processId: 'order',
  version: 1,
  nameOf: (element) => (element === 'check' ? 'Check\u0000 the \uD800order' : null),
};

function fold(bodies: readonly EventBody[], processes: ReadonlyMap<string, ProcessDetails> = new Map()) {
  const events = bodies.map((body, index): Event => ({ at: 1_000 * (index + 1), ...body }));
  return foldEvents({ key: '100', tenantId: 't', process, processes }, events);
}

const activating: EventBody = {
  type: 'elementActivating',
  key: '101',
  element: 'check',
  kind: 'userTask',
  scope: '100',
};

describe('folding events into rows', () => {
  it('writes a row once, as the last event of the batch leaves it', () => {
    // when
    const [changes] = fold([
      activating,
      { type: 'elementActivated', key: '101' },
      { type: 'elementCompleted', key: '101' },
    ]);
    // then
    expect(changes?.inserted('element_instance')).toMatchObject([
      {
        element_instance_key: '101',
        state: 'completed',
        started_at: '1970-01-01T00:00:01.000Z',
        ended_at: '1970-01-01T00:00:03.000Z',
      },
    ]);
    expect(changes?.updated('element_instance')).toEqual([]);
  });

  it('changes rows of earlier batches by their key, all changes of one row together', () => {
    // when
    const [changes] = fold([
      { type: 'jobFailed', key: '110', message: 'no answer' },
      { type: 'jobRetried', key: '110', retries: 3 },
    ]);
    // then
    expect(changes?.updated('job')).toEqual([
      { key: '110', columns: { state: 'created', retries: 3, error_message: null } },
    ]);
    expect(changes?.retriedJobs).toEqual(['110']);
  });

  it('keeps every value in JSON text, and replaces in searched columns what Postgres refuses', () => {
    // when
    const [changes] = fold([
      activating,
      { type: 'variableSet', key: '120', scope: '100', name: 'a\u0000b', value: 'x\u0000y\uD800', change: 'created' },
    ]);
    // then
    expect(changes?.inserted('element_instance')).toMatchObject([{ element_name: 'Check\uFFFD the \uFFFDorder' }]);
    const [variable] = changes?.inserted('variable') ?? [];
    expect(variable).toMatchObject({ name: 'a\uFFFDb', value_index: String.raw`"x\u0000y\ud800"` });
    expect(JSON.parse(String(variable?.['value']))).toBe('x\u0000y\uD800');
  });

  it('tells the inbox of subscriptions that are still open at the end of the batch', () => {
    // given
    const subscribed = (key: string): EventBody => ({
      type: 'messageSubscribed',
      key,
      elementInstance: '101',
      element: 'check',
      messageName: 'paid',
      correlationKey: 'A1',
      interrupting: true,
    });
    // when
    const [changes] = fold([subscribed('130'), subscribed('131'), { type: 'messageUnsubscribed', key: '130' }]);
    // then
    expect(changes?.openedSubscriptions).toEqual(['131']);
    expect(changes?.inserted('message_subscription')).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
  });

  it('offers external jobs to waiting workers, and no others', () => {
    // given
    const job = {
      kind: 'bpmnElement',
      retries: 3,
      priority: 0,
      headers: {},
      element: 'check',
      elementInstance: '101',
      listenerEvent: null,
    } as const;
    // when
    const [changes] = fold([
      { type: 'jobCreated', key: '140', job: { ...job, type: 'pick', execution: 'external' } },
      { type: 'jobCreated', key: '141', job: { ...job, type: 'charge', execution: 'activity' } },
    ]);
    // then
    expect(changes?.jobTypes).toEqual(['pick']);
  });

  it('counts how often a flow was taken', () => {
    // when
    const flow: EventBody = { type: 'flowTaken', flow: 'f1', scope: '100' };
    const [changes] = fold([flow, { ...flow, flow: 'f2' }, flow]);
    // then
    expect(changes?.flows).toEqual([
      { instance: '100', flow: 'f1', taken: 2 },
      { instance: '100', flow: 'f2', taken: 1 },
    ]);
  });

  it('begins a new part behind a migration, with the names of the target', () => {
    // given
    const target: ProcessDetails = { ...process, processDefinitionKey: '8', version: 2, nameOf: () => 'Inspect' };
    // when
    const parts = fold(
      [
        activating,
        { type: 'instanceMigrated', definition: 'hash2', mapping: [{ source: 'check', target: 'inspect' }] },
        { ...activating, key: '102', element: 'inspect' },
      ],
      new Map([['hash2', target]]),
    );
    // then
    expect(parts).toHaveLength(2);
    expect(parts[0]?.migrations).toMatchObject([
      {
        instance: '100',
        migration: { processDefinitionKey: '8', elements: [{ source: 'check', target: 'inspect', name: 'Inspect' }] },
      },
    ]);
    expect(parts[1]?.inserted('element_instance')).toMatchObject([
      { element_name: 'Inspect', process_definition_key: '8' },
    ]);
  });

  it('refuses a migration to a definition that nobody deployed', () => {
    expect(() => fold([{ type: 'instanceMigrated', definition: 'unknown', mapping: [] }])).toThrow('unknown');
  });

  it('stores a due instant beyond every calendar as the end of the year 9999', () => {
    // when
    const [changes] = fold([
      {
        type: 'timerStarted',
        key: '150',
        elementInstance: '101',
        element: 'late',
        due: 1e18,
        repetitions: 0,
        command: 'c',
      },
    ]);
    // then
    expect(changes?.inserted('timer')).toMatchObject([{ due_at: '9999-12-31T23:59:59.999Z' }]);
  });
});
