import { describe, expect, it } from 'vitest';
import { TakenJobs } from '#engine/server/services/taken-jobs.ts';

describe('jobs that a server has handed out', () => {
  const job = (jobKey: string, more: { readonly type?: string; readonly forMs?: number } = {}) => ({
    jobKey,
    type: more.type ?? 'pack',
    instanceKey: `instance of ${jobKey}`,
    deadline: new Date(Date.now() + (more.forMs ?? 60_000)),
  });

  it('are known once', () => {
    // given
    const taken = new TakenJobs();
    taken.remember(job('1'));
    // when
    const answers = [taken.claim('1'), taken.claim('1')];
    // then
    expect(answers).toEqual(['instance of 1', null]);
  });

  it('are looked up when their lock has run out, since somebody else may have them', () => {
    // given
    const taken = new TakenJobs();
    taken.remember(job('1', { forMs: -1 }));
    // then
    expect(taken.claim('1')).toBeNull();
  });

  it('count by type, each once', () => {
    // given
    const taken = new TakenJobs();
    taken.remember(job('1'));
    taken.remember(job('1'));
    taken.remember(job('2', { type: 'ship' }));
    // when
    taken.claim('1');
    // then
    expect([taken.has('pack'), taken.has('ship')]).toEqual([false, true]);
  });

  it('are forgotten, the oldest first, when there are too many', () => {
    // given
    const taken = new TakenJobs();
    for (let key = 0; key <= 10_000; key += 1) taken.remember(job(String(key)));
    // then
    expect([taken.claim('0'), taken.claim('1')]).toEqual([null, 'instance of 1']);
  });
});
