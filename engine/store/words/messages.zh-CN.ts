import type { Translated } from '#engine/wording/index.ts';
import type { english } from './messages.en.ts';

/** 存储层的提示信息。 */
export const chinese: Translated<typeof english> = {
  'value.unstorable': '此实例的某个值无法保存：{{reason}}',
  'search.noKey': '不是有效的键',
  'content.missing':
    '数据库中没有哈希为 {{hash}} 的内容。该 Temporal 命名空间属于另一个数据库，或者数据库是从较旧的备份恢复的：请连接属于该命名空间的数据库。',
  'instance.historyGone':
    'Temporal 中没有流程实例 {{key}} 的工作流，而它在此处仍未结束：其工作流已在 Temporal 中被结束或删除，或者恢复数据库时缺少它。该实例无法继续；请重新启动流程，并查看 `silkflow verify {{key}}`',
  'rows.incomplete': '数据行不完整：请对此实例运行 silkflow verify --repair',
};
