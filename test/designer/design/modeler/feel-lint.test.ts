import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from '#designer/design/modeler/feel-lint.ts';

describe('the editor of an expression', () => {
  it.each([
    ['total >', 'unexpected end, expected an expression', '意外结束，应为 表达式', [6, 7]],
    ['1 + (2', 'unexpected end, expected )', '意外结束，应为 )', [5, 6]],
    ['1 +\n(2', 'unexpected end, expected )', '意外结束，应为 )', [5, 6]],
  ])('marks %j as a fault of syntax, in both languages', (source, english, chinese, [from, to]) => {
    const place = { from, to, severity: 'error', type: 'Syntax Error' };
    expect(diagnosticsOf(source, 'en')).toEqual([{ ...place, message: english }]);
    expect(diagnosticsOf(source, 'zh-CN')).toEqual([{ ...place, message: chinese }]);
  });

  it('marks what can never work without calling it a fault of syntax', () => {
    expect(diagnosticsOf('sbstring("a", 1)', 'zh-CN')).toMatchObject([
      { from: 0, severity: 'warning', type: 'Check', message: '未知函数“sbstring”，应为 substring' },
    ]);
  });

  it.each(['total > 1000', '', '  ', 'for i in 1..3 return i'])('finds nothing wrong in %j', (source) => {
    expect(diagnosticsOf(source, 'en')).toEqual([]);
  });
});
