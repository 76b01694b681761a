import type { Translated } from '#engine/wording/index.ts';
import type { english } from './incidents.en.ts';

/** 元素停止的原因。 */
export const chinese: Translated<typeof english> = {
  // 表达式与映射
  'expression.failed': '{{path}}：{{reason}}（= {{source}}）',
  'expression.noBoolean': '{{path}}：应为布尔值，但 = {{source}} 的结果是 {{value}}',
  'expression.noList': '{{path}}：应为列表，但 = {{source}} 的结果是 {{value}}',
  'value.text': '应为文本，但 {{given}} 的结果是 {{value}}',
  'value.number': '应为数字，但 {{given}} 的结果是 {{value}}',
  'value.texts': '应为文本列表，但 {{given}} 的结果是 {{value}}',
  'flow.noneTaken': '从“{{element}}”引出的顺序流没有一个条件成立，也没有默认流',
  'adHoc.cannotActivate': '{{id}} 不能在即席子流程“{{element}}”中启动',
  'process.endless': '“{{element}}”已被停止：流程一直运行而从不等待。请修正该循环，再解决此异常。',
  // 定时器
  'timer.type': '应为{{kind}}，但 {{given}} 的结果是 {{value}}',
  'timer.unreadable': '“{{text}}”不是有效的{{kind}}；应类似于 {{example}}',
  // 消息与信号
  'message.noCorrelationKey': '消息 {{given}} 没有关联键',
  'message.correlationKey': '关联键 {{given}} 必须是文本或数字，实际为 {{value}}',
  'message.timeToLive': '{{given}} 不是有效的存活时间：{{value}}',
  'message.notPublished': '消息“{{name}}”未能发布：{{reason}}',
  'signal.notBroadcast': '信号“{{name}}”未能广播：{{reason}}',
  // 用户任务
  'userTask.date': '“{{text}}”不是带时区偏移的日期时间，例如 2026-11-23T10:00:00Z',
  'userTask.priority': '用户任务的优先级应在 0 到 100 之间，而不是 {{priority}}',
  // 错误
  'error.uncaught': '“{{element}}”周围没有任何元素捕获错误“{{code}}”',
  'error.uncaughtWithMessage': '“{{element}}”周围没有任何元素捕获错误“{{code}}”（{{message}}）',
  'error.uncaughtOfChild': '“{{element}}”周围没有任何元素捕获被调用流程的错误“{{code}}”',
  // 被调用的其他资源
  'binding.missing': '此流程的部署中没有“{{id}}”',
  'child.cancelled': '“{{element}}”调用的流程已被取消',
  'data.notRead': '数据存储“{{store}}”未能读取：{{reason}}',
  'data.notWritten': '数据存储“{{store}}”未能写入：{{reason}}',
  'undo.failed': '“{{activity}}”的撤销失败：{{reason}}',
};
