import type { Translated } from '#engine/wording/index.ts';
import type { english } from './faults.en.ts';

/** 请求各部分的问题。 */
export const chinese: Translated<typeof english> = {
  'zone.unknown': '不是有效的 IANA 时区',
  'expression.noEquals': '表达式须以“=”开头',
  'key.invalid': '键须为 63 位以内整数的文本',
  'job.noChange': '请给出 retries 或 timeout',
  'idempotencyKey.long': '超过 255 个字符',
  'request.unexplained': '无效',
  'refusal.unexplained': '未说明拒绝的原因',
  'resource.decisionRequirements': '决策需求图',
  'resource.decisionInstance': '决策实例',
};
