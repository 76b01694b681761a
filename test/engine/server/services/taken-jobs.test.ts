import { describe, expect, it } from 'vitest';
import { TakenJobs } from '#engine/server/services/taken-jobs.ts';
import type { ActivatedJob } from '#engine/store/jobs/index.ts';

describe('jobs that a server has handed out', () => {
  const job = (jobKey: string, type = 'pack'): ActivatedJob => ({
    jobKey,
    type,
    instanceKey: `instance of ${jobKey}`,
    rootKey: '1',
    processId: 'parcel',
    processDefinitionKey: '2',
    version: 1,
    elementId: 'pack',
    elementInstanceKey: '3',
    kind: 'bpmnElement',
    listenerEvent: null,
    headers: '{}',
    retries: 3,
    deadline: new Date(Date.now() + 60_000),
    tags: [],
    tenantId: '<default>',
    variables: {},
  });

  it('are known once', () => {
    // given
    const taken = new TakenJobs();
    taken.remember(job('1'));
    // when
    const answers = [taken.claim('1')?.instanceKey, taken.claim('1')];
    // then
    expect(answers).toEqual(['instance of 1', null]);
  });

  it('are in motion until their result is answered, each once', () => {
    // given
    const taken = new TakenJobs();
    for (const handed of [job('1'), job('1'), job('2', 'ship')]) taken.remember(handed);
    // when
    const claimed = taken.claim('1');
    const during = taken.inMotion('pack');
    if (claimed !== null) taken.settle(claimed);
    // then
    expect([during, taken.inMotion('pack'), taken.inMotion('ship')]).toEqual([1, 0, 1]);
  });

  it('are forgotten, the oldest first, when there are too many', () => {
    // given
    const taken = new TakenJobs();
    for (let key = 0; key <= 10_000; key += 1) taken.remember(job(String(key)));
    // then
    expect([taken.claim('0'), taken.claim('1')?.instanceKey, taken.inMotion('pack')]).toEqual([
      null,
      'instance of 1',
      10_000,
    ]);
  });
});
