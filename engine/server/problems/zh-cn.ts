import type { ProblemCode, ProblemText } from './en.ts';

/** The same problems in Chinese. */
export const zhCN: Readonly<Record<ProblemCode, ProblemText>> = {
  'request.invalid': { title: '请求无效', detail: '{{field}}:{{message}}', remedy: '请更正该字段后重新发送请求。' },
  'request.notJson': {
    title: '正文不是 JSON',
    detail: '无法将正文解析为 JSON:{{message}}。',
    remedy: '请发送 UTF-8 编码的 JSON 文档。',
  },
  'request.notMultipart': {
    title: '正文不是表单',
    detail: '部署须以 multipart/form-data 发送,每个文件对应一个名为 "resources" 的部分。',
    remedy: '请以多部分表单发送文件。',
  },
  'request.mediaType': {
    title: '不支持的媒体类型',
    detail: '正文以 "{{given}}" 发送;此操作只接受 {{expected}}。',
    remedy: '请将 Content-Type 设为 {{expected}}。',
  },
  'request.tooLarge': {
    title: '正文过大',
    detail: '正文超过了此操作允许的 {{limit}}。',
    remedy: '请分批发送;大型文档请存放在变量之外,只传递引用。',
  },
  'request.number': {
    title: '数字会丢失精度',
    detail: '{{field}} 处的数字 {{literal}} 无法无损保存:它会变成 {{stored}}。',
    remedy: '请以文本发送,例如 "{{literal}}"。',
  },
  'request.notObject': {
    title: '变量必须是对象',
    detail: '{{field}} 必须是 JSON 对象,其属性即变量。',
    remedy: '请发送形如 {"orderId": "A-1"} 的对象。',
  },
  'request.tenant': {
    title: '未知租户',
    detail: '不存在租户 "{{tenantId}}"。',
    remedy: '请省略租户或使用 <default>。',
  },
  'request.idempotencyKey': {
    title: '幂等键已用于其他请求',
    detail: '幂等键 "{{key}}" 已属于另一个请求。',
    remedy: '新请求请使用新键;只有同一请求才能重复使用同一个键。',
  },
  'access.host': {
    title: '不允许的主机名',
    detail: '此处不响应发往主机 "{{host}}" 的请求。',
    remedy: '请使用服务器打印的地址,或将该主机名加入 SILKFLOW_ALLOWED_HOSTS。',
  },
  'access.origin': {
    title: '不允许的来源',
    detail: '来自 "{{origin}}" 的页面不得使用此服务器。',
    remedy: '请从此服务器打开页面,或将其主机名加入 SILKFLOW_ALLOWED_HOSTS。',
  },
  'access.token': {
    title: '未通过身份验证',
    detail: '请求未携带有效的 API 令牌。',
    remedy: '请发送请求头 "Authorization: Bearer …",令牌见 SILKFLOW_API_TOKEN。',
  },
  'path.notFound': {
    title: '路径不存在',
    detail: '没有服务响应 {{method}} {{path}}。',
    remedy: '可用路径见 /v2/openapi.json 与 /api/openapi.json。',
  },
  'path.method': {
    title: '不允许的方法',
    detail: '{{path}} 不响应 {{method}}。',
    remedy: '请使用:{{allowed}}。',
  },
  'operation.unclaimed': {
    title: '操作未实现',
    detail: '{{method}} {{path}} 不在 Silkflow 已实现的操作之列。',
    remedy: '已实现的操作见 /v2/openapi.json。',
  },
  'server.internal': {
    title: '内部错误',
    detail: '此处发生了与请求无关的错误。参考编号:{{reference}}。',
    remedy: '请重试;若再次发生,请在服务器日志中查找该编号。',
  },
  'server.databaseDown': {
    title: '数据库无响应',
    detail: '无法连接 PostgreSQL,因此未执行任何操作。',
    remedy: '请稍后重试;`silkflow status` 可查看运行状态。',
  },
  'request.withdrawn': {
    title: '实例没有应答',
    detail: '实例在 {{seconds}} 秒内未接收该请求;请求已撤回,未执行任何操作。',
    remedy: '请确认工作进程与 Temporal 正在运行(`silkflow status`),然后重试。',
  },
  'request.stuck': {
    title: '实例无法继续',
    detail: '实例无法继续，在 {{seconds}} 秒内未接收该请求；请求已撤回，未执行任何操作。{{trouble}}',
    remedy: '请先排除阻碍实例的原因，再重试。',
  },
  'request.pending': {
    title: '尚无结果',
    detail: '请求 {{requestId}} 已被接收,但 {{seconds}} 秒后仍无结果。它会保留并最终得到应答。',
    remedy: '请用相同的幂等键再次查询,或查看该实例。',
  },
  'request.unanswered': {
    title: '未在时限内应答',
    detail: '实例 {{key}} 在 {{seconds}} 秒内没有应答；它是否已接收该结果尚不确定。{{trouble}}',
    remedy:
      '请再次发送：若作业届时已完成，将返回 404。若持续如此，请确认工作进程与 Temporal 正在运行（`silkflow status`）。',
  },
  'instance.notFound': {
    title: '流程实例不存在',
    detail: '不存在键为 {{key}} 的流程实例。',
    remedy: '请检查该键;可通过搜索列出实例。',
  },
  'instance.ended': {
    title: '流程实例已结束',
    detail: '流程实例 {{key}} 已结束,请求无法送达。',
    remedy: '该实例已无事可做。',
  },
  'instance.notEnded': {
    title: '实例未按时结束',
    detail: '流程实例 {{key}} 仍在运行;{{seconds}} 秒后尚未结束。',
    remedy: '请稍后读取结果,或设置更长的 requestTimeout。',
  },
  'instance.businessId': {
    title: '业务编号已被占用',
    detail: '流程 "{{processId}}" 已有业务编号为 "{{businessId}}" 的活动根实例:{{key}}。',
    remedy: '请使用该实例、等待其结束,或选择其他业务编号。',
  },
  'definition.notFound': {
    title: '流程不存在',
    detail: '没有已部署的流程 {{name}}。',
    remedy: '请先部署,或检查其标识、版本或键。',
  },
  'definition.noStart': {
    title: '该流程不能通过调用启动',
    detail: '流程 "{{processId}}" 没有空白开始事件。',
    remedy: '请发布启动它的消息或信号,或添加空白开始事件。',
  },
  'definition.noElement': {
    title: '元素不存在',
    detail: '流程 "{{processId}}" 没有可作为起点的元素 "{{elementId}}"。',
    remedy: '请指定不在多实例和事件子流程内的元素。',
  },
  'deployment.invalid': {
    title: '部署被拒绝',
    detail: '未部署任何内容。{{summary}}',
    remedy: '请更正每个错误;`problems` 列出了每个错误所在的文件与元素。',
  },
  'deployment.empty': {
    title: '没有可部署的内容',
    detail: '该部署不含任何文件。',
    remedy: '请至少发送一个 .bpmn、.dmn 或 .form 文件。',
  },
  'deployment.duplicateName': {
    title: '文件重名',
    detail: '该部署含有两个名为 "{{name}}" 的文件。',
    remedy: '请为每个文件使用不同的名称。',
  },
  'deployment.unknownFile': {
    title: '未知的文件类型',
    detail: '"{{name}}" 不是 .bpmn、.dmn 或 .form 文件。',
    remedy: '请只部署这些扩展名的文件。',
  },
  'resource.notFound': {
    title: '资源不存在',
    detail: '不存在键为 {{key}} 的{{kind}}。',
    remedy: '请检查该键;可通过搜索列出已部署内容。',
  },
  'element.notFound': {
    title: '元素实例不存在',
    detail: '不存在键为 {{key}} 的元素实例。',
    remedy: '请检查该键;可通过搜索列出元素实例。',
  },
  'variable.notFound': {
    title: '变量不存在',
    detail: '不存在键为 {{key}} 的变量。',
    remedy: '请检查该键;可通过搜索列出变量。',
  },
  'incident.notFound': {
    title: '事故不存在',
    detail: '不存在键为 {{key}} 的事故。',
    remedy: '请检查该键;可通过搜索列出事故。',
  },
  'incident.resolved': { title: '事故已解决', detail: '事故 {{key}} 已不再打开。', remedy: '无需再做任何事。' },
  'job.notFound': {
    title: '作业不存在',
    detail: '不存在键为 {{key}} 的未完成作业。',
    remedy: '该元素已经由其他路径离开,或作业此前已完成;请重新领取作业。',
  },
  'job.finished': {
    title: '作业已完成',
    detail: '作业 {{key}} 此前已结束:{{state}}。',
    remedy: '每个作业只能完成一次;请重新领取作业。',
  },
  'job.backOff': {
    title: '作业正在等待重试',
    detail: '作业 {{key}} 执行失败,在 {{until}} 之前不会再次派发。',
    remedy: '请在该时刻之后重新领取。',
  },
  'job.failed': {
    title: '作业已失败',
    detail: '作业 {{key}} 已无剩余重试次数,其事故处于打开状态。',
    remedy: '请先增加重试次数,再解决事故。',
  },
  'job.notHeld': {
    title: '无人持有该作业',
    detail: '没有工作者持有作业 {{key}},因此没有可更改的超时。',
    remedy: '请先领取该作业。',
  },
  'job.noRetries': {
    title: '作业没有剩余重试次数',
    detail: '作业 {{key}} 没有剩余重试次数时,无法解决该事故。',
    remedy: '请先增加作业的重试次数,再解决事故。',
  },
  'job.notExternal': {
    title: '作业属于内置活动',
    detail: '作业 {{key}} 由已注册的活动 "{{type}}" 执行,不由外部工作者执行。',
    remedy: '请改为更正变量并解决事故。',
  },
  'userTask.notFound': {
    title: '用户任务不存在',
    detail: '不存在键为 {{key}} 的用户任务。',
    remedy: '请检查该键;可通过搜索列出用户任务。',
  },
  'userTask.finished': {
    title: '用户任务已结束',
    detail: '用户任务 {{key}} 的状态为 {{state}}。',
    remedy: '每个任务只能完成一次;请刷新列表。',
  },
  'userTask.assigned': {
    title: '用户任务属于他人',
    detail: '用户任务 {{key}} 已分配给 {{assignee}}。',
    remedy: '请先取消分配,或允许覆盖。',
  },
  'userTask.form': {
    title: '表单填写有误',
    detail: '{{message}}',
    remedy: '请更正 `problems` 列出的字段。',
  },
  'message.duplicate': {
    title: '该消息此前已发布',
    detail: '编号为 "{{messageId}}"、关联键相同的消息 "{{name}}" 仍在缓冲中。',
    remedy: '无需任何操作:以第一条为准。',
  },
  'message.notCorrelated': {
    title: '没有等待该消息的订阅',
    detail: '没有针对消息 "{{name}}"、关联键 "{{correlationKey}}" 的打开的订阅。',
    remedy: '请检查名称与关联键,或发布时设置存活时间以便等待。',
  },
  'decision.notFound': {
    title: '决策不存在',
    detail: '没有已部署的决策 {{name}}。',
    remedy: '请先部署,或检查其标识或键。',
  },
  'expression.failed': {
    title: '表达式执行失败',
    detail: '{{message}}',
    remedy: '请更正表达式;行号与列号从 1 开始。',
  },
  'modification.empty': {
    title: '没有要修改的内容',
    detail: '该修改不含任何指令。',
    remedy: '请至少指定一个要激活、移动或终止的元素。',
  },
  'kernel.refused': {
    title: '实例拒绝了该请求',
    detail: '{{message}}',
    remedy: '请查看该实例:其状态已改变,或请求与之不符。',
  },
  'webhook.unknown': {
    title: '未知的 webhook',
    detail: '没有来源 "{{source}}" 的 webhook。',
    remedy: '请检查发送方调用的地址。',
  },
  'webhook.signature': {
    title: '签名不符',
    detail: '"{{source}}" 的 webhook 签名缺失或错误。',
    remedy: '请检查双方的共享密钥。',
  },
  'webhook.body': {
    title: '无法读取 webhook',
    detail: '"{{source}}" 的 webhook 正文不符合预期:{{message}}。',
    remedy: '请对照该来源的文档检查正文。',
  },
  'search.cursor': {
    title: '游标无效',
    detail: '{{field}} 处的分页游标不属于此搜索。',
    remedy: '请从第一页开始,并以相同排序使用其返回的游标。',
  },
  'demo.notConfigured': {
    title: '没有演示订单',
    detail: '此服务器未运行示例订单。',
    remedy: '请以演示模式启动 Silkflow。',
  },
  'instance.suspended': {
    title: '该实例已挂起',
    detail: '流程实例 {{processInstanceKey}} 处于挂起状态。',
    remedy: '请先恢复它。挂起期间仍可设置变量、解决事故、修改或取消该实例。',
  },
  'instance.notSuspended': {
    title: '该实例未被挂起',
    detail: '流程实例 {{processInstanceKey}} 未处于挂起状态，无需恢复。',
    remedy: '无需处理：它正在运行。',
  },
  'instance.running': {
    title: '该流程实例尚未结束',
    detail: '流程实例 {{key}} 仍在运行，不能重启。',
    remedy: '请用“修改”移动其令牌，或先取消它。',
  },
  'instance.called': {
    title: '该实例由其他实例调用',
    detail: '流程实例 {{key}} 由 {{parent}} 调用；单独重启后，没有实例接收它的结果。',
    remedy: '请从调用方的调用活动处重启调用方。',
  },
};
