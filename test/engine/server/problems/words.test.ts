import { describe, expect, it } from 'vitest';
import { en } from '#engine/server/problems/en.ts';
import { problemText, requestedLanguage } from '#engine/server/problems/index.ts';
import { zhCN } from '#engine/server/problems/zh-cn.ts';

const places = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).toSorted();

describe('words of problems', () => {
  it.each(Object.keys(en) as (keyof typeof en)[])('%s has the same places in both languages', (code) => {
    for (const part of ['title', 'detail', 'remedy'] as const) {
      expect(new Set(places(zhCN[code][part])), `${code} ${part}`).toEqual(new Set(places(en[code][part])));
    }
  });

  it('fills places without escaping, in the asked language', () => {
    const values = { name: '"<b>&"' };
    expect(problemText('definition.notFound', values, 'en').detail).toBe('There is no deployed process "<b>&".');
    expect(problemText('definition.notFound', values, 'zh-CN').detail).toBe('没有已部署的流程 "<b>&"。');
  });

  it.each([
    ['kernel.refused', { message: "Element 'A' has no live instance to move" }, '元素“A”没有可移动的活动实例'],
    ['kernel.refused', { message: "'A' is a userTask, 'B' a serviceTask" }, '“A”是用户任务，而“B”是服务任务'],
    ['expression.failed', { message: 'The condition is not fulfilled' }, '条件不成立'],
    // Somebody else's words stay
    ['expression.failed', { message: 'Total must be positive' }, 'Total must be positive'],
    [
      'request.stuck',
      { seconds: 10, trouble: 'Rows are incomplete: run silkflow verify --repair for this instance' },
      '数据行不完整',
    ],
    ['request.invalid', { field: 'zone', message: 'not an IANA time zone' }, '不是有效的 IANA 时区'],
    ['resource.notFound', { kind: 'decision instance', key: '1' }, '决策实例'],
  ] as const)('%s tells in Chinese what the engine said: %j', (code, values, chinese) => {
    expect(problemText(code, values, 'zh-CN').detail).toContain(chinese);
  });

  it.each([
    [undefined, 'en'],
    ['zh', 'zh-CN'],
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['fr,zh;q=0.5,en;q=0.7', 'en'],
    ['zh;q=0,en', 'en'],
    ['*', 'en'],
    ['de', 'en'],
    [';;;q=,', 'en'],
  ])('reads Accept-Language %s as %s', (header, language) => {
    expect(requestedLanguage(header, 'en')).toBe(language);
  });
});
