import type { Translated } from '#engine/wording/index.ts';
import type { english } from './messages.en.ts';

/** 存储层的提示信息。 */
export const chinese: Translated<typeof english> = {
  'value.unstorable': '此实例的某个值无法保存：{{reason}}',
  'search.noKey': '不是有效的键',
};
