import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ActivationPace } from '#engine/server/services/activation-pace.ts';

describe('the pace of looking for jobs', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('grows with what a look takes, up to 50 ms', () => {
    // given
    const pace = new ActivationPace();
    // when
    pace.looked('quick', { ms: 2, taken: 1, limit: 32 });
    pace.looked('slow', { ms: 200, taken: 1, limit: 32 });
    // then
    expect([pace.pause('quick'), pace.pause('slow'), pace.pause('other')]).toEqual([24, 50, 0]);
  });

  it('is over after a while', () => {
    // given
    const pace = new ActivationPace();
    pace.looked('pack', { ms: 1, taken: 1, limit: 32 });
    // when
    vi.advanceTimersByTime(12);
    // then
    expect(pace.pause('pack')).toBe(0);
  });

  it.each([
    ['left jobs behind', { ms: 2, taken: 32, limit: 32 }],
    ['found none', { ms: 2, taken: 0, limit: 32 }],
  ])('has no pause after a look that %s', (_what, look) => {
    // given
    const pace = new ActivationPace();
    pace.looked('pack', { ms: 2, taken: 1, limit: 32 });
    // when
    pace.looked('pack', look);
    // then
    expect(pace.pause('pack')).toBe(0);
  });
});
