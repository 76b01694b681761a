import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { process } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '../support/durable-engine.ts';

/** Above what travels in a history. */
const large = (letter: string): string => letter.repeat(300_000);

describe('a value that is too large for a history', () => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await DurableEngine.open({
      manifests: [
        { type: 'distant', startToCloseMs: 20_000 },
        { type: 'near', startToCloseMs: 20_000, local: true },
        // Runs in a workflow of its own.
        { type: 'long', startToCloseMs: 11 * 60 * 1_000 },
      ],
      activities: {
        distant: () => Promise.resolve({ kind: 'completed', variables: { distant: large('d') } }),
        near: () => Promise.resolve({ kind: 'completed', variables: { near: large('n') } }),
        long: () => Promise.resolve({ kind: 'completed', variables: { long: large('l') } }),
      },
    });
    await engine.startWorker();
  });
  afterAll(() => engine?.close());

  it('is stored with the instance whose history names it, on every way into one', async () => {
    // given
    const whole = process('whole')
      .startEvent()
      .serviceTask('distant')
      .serviceTask('near')
      .serviceTask('long')
      .userTask('ask')
      .serviceTask('after', { type: 'distant' })
      .endEvent('end');
    await engine.deploy(whole.toXml());
    // when
    const key = await engine.start('whole', { variables: { given: large('g') }, historyLimit: 20 });
    const { task } = await engine.until<{ task: string }>(
      `select user_task_key as task from silkflow.user_task where instance_key = $1 and state = 'created'`,
      [key],
      60_000,
    );
    const completion = { type: 'completeUserTask', userTask: task, variables: { said: large('s') } } as const;
    await engine.request(key, { ...completion, action: 'complete' });
    await engine.result(key);
    // then
    const stored = await engine.rows<{ uses: string[] | null }>(
      `select (select array_agg(u.instance_key) from silkflow.content_use u where u.hash = c.hash) as uses
       from silkflow.definition_content c where kind = 'state'`,
    );
    expect(stored.length).toBeGreaterThan(5);
    expect(stored.map(({ uses }) => uses)).toEqual(stored.map(() => [key]));
  });
});
