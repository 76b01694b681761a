import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WriteLater } from '#engine/server/services/write-later.ts';

describe('what nobody waits for', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function recorder(fail: (items: readonly number[]) => boolean = () => false) {
    const written: (readonly number[])[] = [];
    const later = new WriteLater<number>({
      write: async (items) => {
        if (fail(items)) throw new Error('database away');
        written.push(items);
      },
      log: pino({ level: 'silent' }),
      lost: 'lost',
    });
    return { later, written };
  }

  it('is written together when a moment has passed', async () => {
    // given
    const { later, written } = recorder();
    // when
    later.add(1);
    later.add(2);
    await vi.advanceTimersByTimeAsync(99);
    const before = [...written];
    await vi.advanceTimersByTimeAsync(1);
    // then
    expect(before).toEqual([]);
    expect(written).toEqual([[1, 2]]);
  });

  it('goes at once with what is urgent', async () => {
    // given
    const { later, written } = recorder();
    // when
    later.add(1);
    later.add(2, { urgent: true });
    await vi.advanceTimersByTimeAsync(0);
    // then
    expect(written).toEqual([[1, 2]]);
  });

  it('is written before it is idle, 200 at a time', async () => {
    // given
    const { later, written } = recorder();
    // when
    for (let item = 0; item < 450; item += 1) later.add(item);
    const idle = later.idle();
    await vi.advanceTimersByTimeAsync(1_000);
    await idle;
    // then
    expect(written.map((items) => items.length)).toEqual([200, 200, 50]);
  });

  it('does not hold up what comes after a failure', async () => {
    // given
    const { later, written } = recorder((items) => items.includes(1));
    // when
    later.add(1, { urgent: true });
    await vi.advanceTimersByTimeAsync(0);
    later.add(2, { urgent: true });
    await vi.advanceTimersByTimeAsync(0);
    // then
    expect(written).toEqual([[2]]);
  });
});
