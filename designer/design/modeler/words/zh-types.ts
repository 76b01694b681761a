/** Kinds of elements as the head of the properties panel names them. */
const events: Readonly<Record<string, string>> = {
  Message: '消息',
  Timer: '定时',
  Error: '错误',
  Escalation: '升级',
  Signal: '信号',
  Conditional: '条件',
  Link: '链接',
  Compensate: '补偿',
  Compensation: '补偿',
  Cancel: '取消',
  Terminate: '终止',
};

const positions: Readonly<Record<string, string>> = {
  'Start Event': '开始事件',
  'End Event': '结束事件',
  'Boundary Event': '边界事件',
  'Intermediate Catch Event': '中间捕获事件',
  'Intermediate Throw Event': '中间抛出事件',
};

const others: Readonly<Record<string, string>> = {
  Process: '流程',
  Collaboration: '协作',
  Participant: '参与者',
  Lane: '泳道',
  Group: '分组',
  Label: '标签',
  Association: '关联',
  'Sequence Flow': '顺序流',
  'Conditional Flow': '条件流',
  'Default Flow': '默认流',
  'Message Flow': '消息流',
  'Text Annotation': '文本注释',
  'Data Object Reference': '数据对象引用',
  'Data Store Reference': '数据存储引用',
  'Data Input Association': '数据输入关联',
  'Data Output Association': '数据输出关联',
  'Service Task': '服务任务',
  'User Task': '用户任务',
  'Script Task': '脚本任务',
  'Send Task': '发送任务',
  'Receive Task': '接收任务',
  'Manual Task': '手工任务',
  'Business Rule Task': '业务规则任务',
  'Call Activity': '调用活动',
  'Sub Process': '子流程',
  'Collapsed Sub Process': '折叠的子流程',
  'Expanded Sub Process': '展开的子流程',
  'Event Sub Process': '事件子流程',
  'Collapsed Event Sub Process': '折叠的事件子流程',
  'Expanded Event Sub Process': '展开的事件子流程',
  'Ad Hoc Sub Process': '即席子流程',
  'Exclusive Gateway': '排他网关',
  'Parallel Gateway': '并行网关',
  'Inclusive Gateway': '包容网关',
  'Complex Gateway': '复杂网关',
  'Event Based Gateway': '事件网关',
};

/** The panel puts event and position together, and says where one does not interrupt. */
export const chineseTypeWords: Readonly<Record<string, string>> = {
  ...others,
  ...positions,
  ...Object.fromEntries(
    Object.entries(events).flatMap(([event, word]) =>
      Object.entries(positions).flatMap(([position, place]) => [
        [`${event} ${position}`, `${word}${place}`],
        [`${event} ${position} (Non Interrupting)`, `${word}${place}（非中断）`],
      ]),
    ),
  ),
};
