import type { ui as en } from '../en/ui.ts';
import type { SameKeys } from '../catalogue.ts';

export const ui: SameKeys<typeof en> = {
  back: '返回',
  close: '关闭',
  cancel: '取消',
  save: '保存',
  undo: '撤销',
  undone: '已撤销。',
  tryAgain: '重试',
  copy: '复制',
  copied: '已复制',
  loading: '加载中……',
  unnamed: '未命名',
  none: '–',
  overdueBy: '已超期 {time}',
  dueIn: '{time} 后到期',
  state: {
    ACTIVE: '进行中',
    COMPLETED: '已完成',
    TERMINATED: '已取消',
    SUSPENDED: '已挂起',
    incident: '异常',
  },
  unreachable: { title: '服务器没有响应。', remedy: '请确认 Silkflow 正在运行（silkflow status），然后重试。' },
  unexpected: { title: '发生了意外错误。', remedy: '请重试。若仍然出现，请把上面的文字告诉运维人员。' },
  pager: { range: '第 {from}–{to} 条，共 {total} 条', earlier: '较新', later: '较早', label: '分页' },
  wait: {
    userTask: '等待人员处理',
    timer: '等待到时',
    message: '等待消息',
    signal: '等待信号',
    condition: '等待条件',
    job: '等待执行器',
    child: '等待被调用流程',
    incident: '等待处理异常',
  },
};
