import type { Translated } from '#engine/wording/index.ts';
import type { english } from './host.en.ts';

/** 宿主及外部系统的答复。 */
export const chinese: Translated<typeof english> = {
  'process.missing': '未部署流程“{{process}}”',
  'process.missingTag': '未部署版本标签为“{{tag}}”的流程“{{process}}”',
  'process.missingInDeployment': '该部署中没有流程“{{process}}”',
  'process.noStart': '流程“{{process}}”没有空开始事件，无法被调用。请为其添加空开始事件，或调用其他流程',
  'decision.missing': '未部署决策“{{decision}}”',
  'decision.missingTag': '未部署版本标签为“{{tag}}”的决策“{{decision}}”',
  'child.interrupted': '调用活动在其流程启动之前被中断',
  'undo.cancelled': '撤销操作在 Temporal 中被取消',
  'worker.older': '此工作进程比实例旧：它不认识内核标志 {{flags}}。请启动与该实例启动时相同或更新版本的工作进程。',
  // Temporal
  'activity.ran': '活动执行超时（StartToClose）',
  'activity.all': '活动总时限已到（ScheduleToClose）',
  'activity.waited': '活动等待工作进程超时（ScheduleToStart）',
  'activity.silent': '活动心跳超时（Heartbeat）',
  // Postgres
  'database.nul': '文本中含有数据库无法保存的空字符（0x00）',
  'database.escape': '文本中含有数据库不支持的 Unicode 转义',
  // 网络
  'network.fetch': '网络请求失败',
  'network.refused': '连接被拒绝：{{address}}',
  'network.timeout': '操作超时',
};
