import { describe, expect, it } from 'vitest';
import { formatsFor } from '#designer/i18n/formats.ts';
import { localName } from '#designer/i18n/local-name.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [59 * second, '59 s'],
    [61 * second, '1 min 1 s'],
    [hour, '1 h'],
    [hour + 5 * second, '1 h'],
    [3 * day + 4 * hour + 59 * minute, '3 d 4 h'],
    [-5 * second, '0 s'],
  ])('show the two largest units: %i ms', (milliseconds, text) => {
    expect(formatsFor('en').duration(milliseconds)).toBe(text);
  });

  it('speak Chinese', () => {
    expect(formatsFor('zh-CN').duration(26 * hour)).toBe('1 天 2 小时');
  });
});

describe('relative times', () => {
  it.each([
    [-30 * second, '30 sec. ago'],
    [-90 * minute, '1 hr. ago'],
    [-2 * day, '2 days ago'],
    [5 * minute, 'in 5 min.'],
  ])('say how far away: %i ms', (difference, text) => {
    const now = Date.parse('2026-11-23T10:00:00Z');
    expect(formatsFor('en').relative(new Date(now + difference).toISOString(), now)).toBe(text);
  });
});

describe('names in both languages', () => {
  it.each([
    ['Reserve stock 预留库存', 'Reserve stock', '预留库存'],
    ['Possible match? 疑似命中？', 'Possible match?', '疑似命中？'],
    ['Reserve stock', 'Reserve stock', 'Reserve stock'],
    ['预留库存', '预留库存', '预留库存'],
    ['DMN 决策 v2', 'DMN', '决策 v2'],
    ['', '', ''],
  ])('give each reader the own part: %s', (name, english, chinese) => {
    expect([localName(name, 'en'), localName(name, 'zh-CN')]).toEqual([english, chinese]);
  });
});
