import type { Translated } from '#engine/wording/index.ts';
import type { english } from './refusals.en.ts';

/** 实例拒绝请求的原因。 */
export const chinese: Translated<typeof english> = {
  'instance.ended': '流程实例 {{key}} 已结束',
  'instance.suspended': '流程实例 {{key}} 已挂起：请先恢复',
  'instance.suspendedAlready': '流程实例 {{key}} 已经挂起',
  'instance.notSuspended': '流程实例 {{key}} 未挂起',
  'businessId.assigned': '流程实例 {{key}} 已有业务编号“{{businessId}}”',
  'scope.notFound': '没有活动的元素实例 {{key}}',
  'incident.notFound': '没有异常 {{key}}',
  'incident.noRetries': '作业 {{key}} 的重试次数已用完：请先增加重试次数',
  'subscription.noMessage': '没有消息订阅 {{key}}',
  'subscription.noSignal': '没有信号订阅 {{key}}',
  // 作业
  'job.notFound': '没有作业 {{key}}',
  'job.failed': '作业 {{key}} 已失败且重试次数已用完；须先解决其异常',
  'job.errorThrown': '作业 {{key}} 抛出了无人捕获的错误；须先解决其异常',
  'job.listenerError': '作业 {{key}} 属于监听器，不能抛出错误',
  'job.retries': '重试次数必须大于 0，而不是 {{retries}}',
  // 用户任务及其监听器
  'userTask.notFound': '没有待办的用户任务 {{key}}',
  'userTask.assigned': '用户任务 {{key}} 已分配给“{{assignee}}”',
  'userTask.inTransition': '用户任务 {{key}} 正在变更（{{event}}）：其任务监听器尚未答复',
  'taskListener.variables': '任务监听器不能设置变量',
  'taskListener.cannotDeny': '“{{event}}”监听器不能拒绝；只有 {{deniable}} 可以',
  'taskListener.deniesAndCorrects': '任务监听器只能拒绝或更正，不能两者都做',
  'taskListener.assigneeGiven': '图中已指定受理人；可由 assigning 监听器更正，creating 监听器不行',
  // 即席子流程
  'adHoc.notFound': '没有活动的即席子流程实例 {{key}}',
  'adHoc.closed': '即席子流程实例 {{key}} 当前不能启动活动',
  'adHoc.unknownElement': '“{{id}}”不能在即席子流程“{{element}}”中启动',
  // 修改实例
  'modify.unknownElement': '流程中没有元素“{{id}}”',
  'modify.isProcess': '不能激活“{{id}}”：它就是流程本身',
  'modify.waitsForEvent': '不能激活“{{id}}”：它等待自己的事件',
  'modify.afterGateway': '不能激活“{{id}}”：由其事件网关代为等待',
  'modify.scopeEnds': '“{{id}}”将在 {{key}} 中启动，而同一请求要终止后者',
  'modify.ambiguousScope': '“{{id}}”可以在“{{scope}}”的多个实例中启动：请指明上级实例',
  'modify.insideMultiInstance': '“{{id}}”位于多实例“{{scope}}”中，修改操作不能创建其实例',
  'modify.ancestor': '{{key}} 不是包含“{{id}}”的容器的活动实例',
  'modify.variableScope': '变量的目标作用域“{{scope}}”既不是“{{id}}”，也不包含它',
  'modify.cannotListen': '需要先创建“{{id}}”，但无法等待其事件：{{reason}}',
  'modify.notFound': '没有可终止的活动元素实例 {{key}}',
  'modify.nothingToMove': '元素“{{element}}”没有可移动的活动实例',
  // 迁移
  'migrate.unknownDefinition': '定义 {{definition}} 不可用',
  'migrate.unmapped': '“{{source}}”处于活动状态但没有映射',
  'migrate.unknownTarget': '目标中没有元素“{{target}}”',
  'migrate.kind': '“{{source}}”是{{kind}}，而“{{target}}”是{{otherKind}}',
  'migrate.loop': '“{{source}}”与“{{target}}”的循环方式不同',
  'migrate.terminating': '“{{source}}”正在终止：请在其结束后重试',
  'migrate.scope': '“{{target}}”不在与“{{scope}}”对应的范围内',
  'migrate.join': '“{{gateway}}”处有令牌等待，但它没有映射',
  'migrate.joinFlow': '有令牌经“{{flow}}”到达“{{gateway}}”，但该流没有映射到通往“{{target}}”的流',
};
