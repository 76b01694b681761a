import { setTimeout as sleep } from 'node:timers/promises';
import { temporal } from '@temporalio/proto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currentFlags, processInstanceWorkflowId } from '#engine/contracts/wire/process-instance.ts';
import { process } from '#engine/testing/process-builder.ts';
import type { ProcessBuilder } from '#engine/testing/process-builder.ts';
import { DurableEngine } from '#test/workflows/support/durable-engine.ts';

const { EventType } = temporal.api.enums.v1;

const due = { timer: { date: '=due' } } as const;
const soonAfter = { timer: { date: '=soonAfter' } } as const;
const later = { timer: { duration: 'PT1H' } } as const;

/** Two timers of one instant, and what follows each. */
function twoAtOnce(
  id: string,
  first: (path: ProcessBuilder) => ProcessBuilder,
  second: (path: ProcessBuilder) => ProcessBuilder,
): ProcessBuilder {
  const forked = process(id).startEvent().parallelGateway('fork').catchEvent('one', due);
  first(forked).endEvent('one_end');
  return second(forked.from('fork').catchEvent('two', due)).endEvent('two_end');
}

/** Flag 17: what several inputs of one workflow task leave behind, taken by a worker that was away when they came. */
describe('the trace of a workflow task, on real Temporal and Postgres', () => {
  let engine: DurableEngine;

  beforeAll(async () => {
    engine = await DurableEngine.open();
    await engine.startWorker();
  });
  afterAll(() => engine.close());

  /** The instance after the instant, and after a worker without memory of it has completed the user task named, if any. */
  async function liveThrough(drawn: ProcessBuilder, processId: string, task: string | null, flags = currentFlags) {
    await engine.deploy(drawn.toXml());
    const at = Date.now() + 3_000;
    const variables = { due: new Date(at).toISOString(), soonAfter: new Date(at + 500).toISOString() };
    const key = await engine.start(processId, { variables, flags });
    await engine.until(`select 1 from silkflow.timer where instance_key = $1 having count(*) >= 2`, [key]);
    await engine.stopWorker();
    await sleep(at + 2_000 - Date.now());
    await engine.startWorker();
    const { element } = await engine.until<{ element: string }>(
      `select element_id as element from silkflow.user_task where instance_key = $1`,
      [key],
    );
    if (task !== null) {
      await engine.stopWorker();
      await engine.startWorker();
      const [open] = await engine.rows<{ key: string }>(
        `select user_task_key as key from silkflow.user_task where instance_key = $1 and element_id = $2`,
        [key, task],
      );
      const userTask = open?.key ?? `none of ${task}, but of ${element}`;
      const answer = await engine.request(key, {
        type: 'completeUserTask',
        userTask,
        variables: {},
        action: 'complete',
      });
      expect(answer).toMatchObject({ ok: true });
    }
    const history = await engine.client.workflow.getHandle(processInstanceWorkflowId(key)).fetchHistory();
    return { key, events: history.events ?? [] };
  }

  function memosOf(events: readonly temporal.api.history.v1.IHistoryEvent[]): number {
    return events.filter(({ eventType }) => eventType === EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED).length;
  }

  /** Tasks that left nothing in the history: no command, and no update taken. */
  function emptyTasks(events: readonly temporal.api.history.v1.IHistoryEvent[]): readonly string[] {
    const causes = new Set(events.map((event) => String(causeOf(event))));
    return events
      .filter(({ eventType }, index) => {
        const next = events[index + 1]?.eventType;
        return (
          eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED &&
          next !== EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED
        );
      })
      .map(({ eventId }) => String(eventId))
      .filter((id) => !causes.has(id));
  }

  function causeOf(event: temporal.api.history.v1.IHistoryEvent): unknown {
    const attributes = Object.values(event).find(
      (value): value is { workflowTaskCompletedEventId: unknown } =>
        typeof value === 'object' && value !== null && 'workflowTaskCompletedEventId' in value,
    );
    return attributes?.workflowTaskCompletedEventId;
  }

  it('is one where no input of the task asks anything of Temporal', async () => {
    // given two paths that both come to a person
    const drawn = twoAtOnce(
      'people',
      (path) => path.userTask('ann'),
      (path) => path.userTask('bo'),
    );
    // when
    const { key, events } = await liveThrough(drawn, 'people', 'ann');
    // then
    expect(memosOf(events)).toBe(1);
    expect(await engine.verify([key])).toEqual({});
  });

  it('is none where another input of the task asks for a timer, before or after it', async () => {
    // given
    const before = twoAtOnce(
      'timer-first',
      (path) => path.catchEvent('pause', later),
      (path) => path.userTask('ann'),
    );
    const after = twoAtOnce(
      'person-first',
      (path) => path.userTask('ann'),
      (path) => path.catchEvent('pause', later),
    );
    for (const [drawn, id] of [
      [before, 'timer-first'],
      [after, 'person-first'],
    ] as const) {
      // when
      const { key, events } = await liveThrough(drawn, id, 'ann');
      // then
      expect(memosOf(events)).toBe(0);
      expect(emptyTasks(events)).toEqual([]);
      expect(await engine.verify([key])).toEqual({});
    }
  });

  it('is there where the timer is taken back within the task', async () => {
    // given an input that starts a timer, and one behind it that ends what it is for
    const drawn = process('taken-back')
      .startEvent()
      .subProcess('session', (inside) =>
        inside.startEvent('begun').catchEvent('one', due).catchEvent('pause', later).endEvent('done'),
      )
      .endEvent('session_end')
      .boundaryEvent('two', 'session', soonAfter)
      .userTask('ann')
      .endEvent('end');
    // when
    const { key, events } = await liveThrough(drawn, 'taken-back', 'ann');
    // then
    expect(emptyTasks(events)).toEqual([]);
    expect(await engine.verify([key])).toEqual({});
  });

  it('is one per input that asks nothing for an instance from before', async () => {
    // given
    const drawn = twoAtOnce(
      'before',
      (path) => path.userTask('ann'),
      (path) => path.catchEvent('pause', later),
    );
    const flags = currentFlags.filter((flag) => flag < 17);
    // when
    const { key, events } = await liveThrough(drawn, 'before', 'ann', flags);
    // then
    expect(memosOf(events)).toBe(1);
    expect(await engine.verify([key])).toEqual({});
  });
});
