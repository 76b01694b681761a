import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';

describe('a process instance on real Temporal and Postgres', () => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await DurableEngine.open({
      manifests: [{ type: 'greet', startToCloseMs: 5_000 }],
      activities: {
        greet: (input) =>
          Promise.resolve({
            kind: 'completed',
            variables: { greeting: `hello ${JSON.stringify(input.variables['name'])}` },
          }),
      },
    });
    await engine.startWorker();
  });
  afterAll(() => engine.close());

  it('runs an activity to the end, with its rows', async () => {
    // given
    await engine.deploy(
      process('greeting').startEvent().serviceTask('task', { type: 'greet' }).endEvent('end').toXml(),
    );
    // when
    const key = await engine.start('greeting', { variables: { name: 'Ada' } });
    const result = await engine.result(key);
    // then
    expect(result).toEqual({ status: 'completed', variables: { name: 'Ada', greeting: 'hello "Ada"' } });
    expect(
      await engine.rows(
        'select element_id, state from silkflow.element_instance where instance_key = $1 order by element_instance_key',
        [key],
      ),
    ).toEqual([
      { element_id: 'greeting', state: 'completed' },
      { element_id: 'start', state: 'completed' },
      { element_id: 'task', state: 'completed' },
      { element_id: 'end', state: 'completed' },
    ]);
  });

  it('gives the same rows when its history is replayed, and tells rows that differ', async () => {
    // given
    const key = await engine.start('greeting', { variables: { name: 'Bo' } });
    await engine.result(key);
    // when
    const untouched = await engine.verify([key]);
    await engine.rows(
      `update silkflow.element_instance set state = 'active' where instance_key = $1 and element_id = 'task'`,
      [key],
    );
    await engine.rows('delete from silkflow.event where instance_key = $1 and seq = 5', [key]);
    const { [key]: damaged } = await engine.verify([key], true);
    const repaired = await engine.verify([key]);
    // then
    expect(repaired).toEqual({});
    expect(untouched).toEqual({});
    expect(damaged).toMatchObject([
      { kind: 'event', seq: 5, stored: null },
      { kind: 'row', table: 'element_instance', elementId: 'task' },
    ]);
  });
});
