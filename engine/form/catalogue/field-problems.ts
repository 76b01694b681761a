import type { Text } from '#engine/contracts/language.ts';

/** What can be wrong with a submitted field. Places in braces are the problem's values. */
export const fieldProblems = {
  required: { en: '"{label}" is required.', 'zh-CN': '“{label}”为必填项。' },
  type: { en: '"{label}" must be {expected}.', 'zh-CN': '“{label}”必须是{expected}。' },
  min: { en: '"{label}" must be at least {limit}.', 'zh-CN': '“{label}”不能小于 {limit}。' },
  max: { en: '"{label}" must be at most {limit}.', 'zh-CN': '“{label}”不能大于 {limit}。' },
  minLength: {
    en: '"{label}" must have at least {limit} characters.',
    'zh-CN': '“{label}”至少需要 {limit} 个字符。',
  },
  maxLength: { en: '"{label}" must have at most {limit} characters.', 'zh-CN': '“{label}”最多 {limit} 个字符。' },
  pattern: { en: '"{label}" must match {pattern}.', 'zh-CN': '“{label}”必须符合 {pattern}。' },
  patternOwn: { en: '{text}', 'zh-CN': '{text}' },
  email: { en: '"{label}" must be an e-mail address.', 'zh-CN': '“{label}”必须是电子邮件地址。' },
  phone: {
    en: '"{label}" must be an international phone number such as +4930664040900.',
    'zh-CN': '“{label}”必须是国际电话号码，例如 +4930664040900。',
  },
  option: { en: '"{label}" has no option {value}.', 'zh-CN': '“{label}”没有选项 {value}。' },
  decimalDigits: {
    en: '"{label}" may have at most {limit} decimal places.',
    'zh-CN': '“{label}”最多 {limit} 位小数。',
  },
  increment: { en: '"{label}" must be a multiple of {step}.', 'zh-CN': '“{label}”必须是 {step} 的倍数。' },
  passedDate: { en: '"{label}" must not lie in the past.', 'zh-CN': '“{label}”不能是过去的日期。' },
  bound: {
    en: 'The limit of "{label}" is not a number: {expression}. Tell whoever designed the form.',
    'zh-CN': '“{label}”的限制不是数字：{expression}。请告知表单设计者。',
  },
} as const satisfies Record<string, Text>;

export type FieldProblemCode = keyof typeof fieldProblems;

/** Kinds of values, as `type` problems name them. */
export const valueKinds = {
  text: { en: 'a text', 'zh-CN': '文本' },
  number: { en: 'a number', 'zh-CN': '数字' },
  boolean: { en: 'true or false', 'zh-CN': '是或否' },
  list: { en: 'a list', 'zh-CN': '列表' },
  date: { en: 'a date such as 2026-11-23', 'zh-CN': '日期，例如 2026-11-23' },
  time: { en: 'a time such as 14:30', 'zh-CN': '时间，例如 14:30' },
  datetime: { en: 'a date and time such as 2026-11-23T14:30', 'zh-CN': '日期时间，例如 2026-11-23T14:30' },
} as const satisfies Record<string, Text>;

export type ValueKind = keyof typeof valueKinds;
