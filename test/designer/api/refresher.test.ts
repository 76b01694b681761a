import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refresher } from '#designer/api/refresher.ts';
import type { Changed } from '#engine/contracts/api/stream.ts';

const change = (...instances: string[]): Changed => ({ instances, more: false, topics: ['instances'] });

describe('the refresher', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('reads at once, then joins what comes while it reads into one round', async () => {
    // given
    const rounds: Changed[] = [];
    const refresher = new Refresher(100, (changed) => {
      rounds.push(changed);
      return new Promise((done) => setTimeout(done, 250));
    });
    // when
    refresher.add(change('1'));
    refresher.add(change('2'));
    refresher.add({ instances: ['2', '3'], more: true, topics: ['tasks'] });
    await vi.advanceTimersByTimeAsync(249);
    const during = rounds.length;
    await vi.advanceTimersByTimeAsync(300);
    // then
    expect(during).toBe(1);
    expect(rounds).toEqual([change('1'), { instances: ['2', '3'], more: true, topics: ['instances', 'tasks'] }]);
  });

  it('keeps its pace when reads are quick, and goes on after one that fails', async () => {
    // given
    const at: number[] = [];
    const refresher = new Refresher(100, () => {
      at.push(Date.now());
      return Promise.reject(new Error('offline'));
    });
    const start = Date.now();
    // when: a change every 10 ms for half a second
    for (let step = 0; step < 49; step++) {
      refresher.add(change(String(step)));
      await vi.advanceTimersByTimeAsync(10);
    }
    // then
    expect(at.map((instant) => instant - start)).toEqual([0, 100, 200, 300, 400]);
  });
});
