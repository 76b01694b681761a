import type { Text } from '#engine/contracts/language.ts';

export type InstallationFault = 'otherDatabase' | 'otherNamespace' | 'otherTaskQueue' | 'historiesGone';

/** Database, Temporal namespace and task queue do not belong together; nothing may run on them. */
export class InstallationError extends Error {
  readonly fault: InstallationFault;
  /** What is wrong and what to do. */
  readonly text: Text;

  constructor(fault: InstallationFault, values: Readonly<Record<string, string>>) {
    const text = { en: fill(texts[fault].en, values), 'zh-CN': fill(texts[fault]['zh-CN'], values) };
    super(text.en);
    this.name = 'InstallationError';
    this.fault = fault;
    this.text = text;
  }
}

const texts: Readonly<Record<InstallationFault, Text>> = {
  otherDatabase: {
    en:
      'The Temporal namespace "{namespace}" belongs to another database (installation {installation}). Name a namespace ' +
      'of its own in TEMPORAL_NAMESPACE, or in DATABASE_URL the database that belongs to this one.',
    'zh-CN':
      'Temporal 命名空间“{namespace}”属于另一个数据库（安装 {installation}）。请在 TEMPORAL_NAMESPACE 中指定单独的命名空间，' +
      '或在 DATABASE_URL 中指定属于该命名空间的数据库。',
  },
  otherNamespace: {
    en:
      'This database belongs to the Temporal namespace "{expected}", not to "{namespace}". Set TEMPORAL_NAMESPACE to ' +
      '{expected}, or name a database of its own in DATABASE_URL.',
    'zh-CN':
      '此数据库属于 Temporal 命名空间“{expected}”，而不是“{namespace}”。请将 TEMPORAL_NAMESPACE 设为 {expected}，' +
      '或在 DATABASE_URL 中指定单独的数据库。',
  },
  otherTaskQueue: {
    en:
      'The instances of this database run on the task queue "{expected}", not on "{taskQueue}". Set SILKFLOW_TASK_QUEUE to ' +
      '{expected}; a second product needs a database and a namespace of its own.',
    'zh-CN':
      '此数据库的实例运行在任务队列“{expected}”上，而不是“{taskQueue}”。请将 SILKFLOW_TASK_QUEUE 设为 {expected}；' +
      '第二套产品需要单独的数据库和命名空间。',
  },
  historiesGone: {
    en:
      'The Temporal namespace "{namespace}" knows none of the instances that run in this database (e.g. {instance}). Set ' +
      'TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to where they run. If their histories are lost for good, restore Temporal ' +
      'from a backup or start with an empty database.',
    'zh-CN':
      'Temporal 命名空间“{namespace}”不认识此数据库中正在运行的任何实例（例如 {instance}）。请将 TEMPORAL_ADDRESS 和 ' +
      'TEMPORAL_NAMESPACE 设为它们运行的位置。如果历史已永久丢失，请从备份恢复 Temporal，或使用空数据库重新开始。',
  },
};

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
