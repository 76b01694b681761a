import { describe, expect, it } from 'vitest';
import { gatheringText } from '#designer/cockpit/gathering-text.ts';
import type { Gathering } from '#engine/contracts/api/gathering.ts';
import { wordsOf } from './words-of.ts';

const came = '2026-11-23T10:00:00Z';

function part(kind: Gathering['parts'][number]['kind'], waitsFor: string, cameAt: string | null) {
  return { kind, waitsFor, cameAt, dueAt: null, messageKey: null };
}

function gathering(parts: Gathering['parts'], rest: Partial<Gathering> = {}): Gathering {
  return {
    processInstanceKey: '1',
    elementId: 'all',
    correlationKey: null,
    since: came,
    waitsForKey: false,
    parts,
    ...rest,
  };
}

describe('what an instance that is yet to start waits for', () => {
  it.each<[Gathering, string, string]>([
    [
      gathering([part('message', 'paid', came), part('message', 'packed', null), part('signal', 'open', came)]),
      '2 of 3 came, waits for message “packed”',
      '3 项中已到 2 项，还在等待消息“packed”',
    ],
    [
      gathering([
        part('timer', 'cycle R/PT1H', null),
        part('condition', 'stock < 5', null),
        part('signal', 'open', came),
      ]),
      '1 of 3 came, waits for timer cycle R/PT1H and condition stock < 5',
      '3 项中已到 1 项，还在等待定时器 cycle R/PT1H和条件 stock < 5',
    ],
    [
      gathering([], { waitsForKey: true, correlationKey: 'A-1' }),
      'All came, waits until the running instance with key A-1 ends',
      '已全部到达，待键为 A-1 的运行中实例结束后启动',
    ],
  ])('%#', (given, english, chinese) => {
    expect(gatheringText(given, wordsOf('en'))).toBe(english);
    expect(gatheringText(given, wordsOf('zh-CN'))).toBe(chinese);
  });
});
