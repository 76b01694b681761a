import type { Translated } from '#engine/wording/index.ts';
import type { english } from './types.en.ts';

/** FEEL 的类型名称。 */
export const chinese: Translated<typeof english> = {
  null: 'null',
  boolean: '布尔值',
  string: '文本',
  number: '数字',
  date: '日期',
  time: '时间',
  dateAndTime: '日期时间',
  daysAndTimeDuration: '天时分秒时长',
  yearsAndMonthsDuration: '年月时长',
  range: '区间',
  function: '函数',
  context: '上下文',
  list: '列表',
  open: '…',
};
