import type { Translated } from '#engine/wording/index.ts';
import type { english } from './faults.en.ts';

/** 表单字段的校验提示。 */
export const chinese: Translated<typeof english> = {
  number: '请输入数字。',
  integer: '请输入整数。',
  oneDigit: '最多 1 位小数。',
  digits: '最多 {{limit}} 位小数。',
  increment: '请输入有效值，最接近的两个有效值是 {{lower}} 和 {{upper}}。',
  pattern: '必须符合 {{pattern}}。',
  required: '此项必填。',
  min: '不能小于 {{limit}}。',
  max: '不能大于 {{limit}}。',
  minInvalid: '下限不是有效的数字。',
  maxInvalid: '上限不是有效的数字。',
  minLength: '至少需要 {{limit}} 个字符。',
  maxLength: '最多 {{limit}} 个字符。',
  phone: '必须是国际电话号码，例如 +4930664040900。',
  email: '必须是电子邮件地址。',
};
