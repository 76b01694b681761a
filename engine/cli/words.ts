import type { Text } from '#engine/contracts/language.ts';

/** What the command line tells a person; what the stack tells while it comes up stands in engine/embedded/words.ts. */
export const words = {
  program: {
    en: 'Silkflow: the BPMN diagram that an analyst draws is what runs, durably.',
    'zh-CN': 'Silkflow：分析师所画的 BPMN 图即是持久运行的流程。',
  },
  up: {
    en: 'Bring everything up: Temporal, Postgres, server, worker, simulators, sample processes and orders.',
    'zh-CN': '启动全部：Temporal、Postgres、服务器、工作进程、模拟器、示例流程与订单。',
  },
  noDemo: { en: 'no sample orders; timers as in business', 'zh-CN': '不生成示例订单；定时器按业务时长' },
  detach: { en: 'return once everything is up, and leave it running', 'zh-CN': '启动完成后返回，并保持运行' },
  down: { en: 'Stop what `up` started, in order.', 'zh-CN': '按顺序停止 `up` 所启动的一切。' },
  status: {
    en: 'What runs: processes, ports, URLs, log files. Exit code 3 when nothing runs.',
    'zh-CN': '正在运行的内容：进程、端口、网址、日志文件。未运行时退出码为 3。',
  },
  statusJson: {
    en: 'as JSON, the same as run.json of the data folder',
    'zh-CN': '以 JSON 输出，与数据文件夹的 run.json 相同',
  },
  doctor: { en: 'Say what is found on this machine and what is wrong.', 'zh-CN': '检查本机环境并指出问题。' },
  reset: {
    en: 'Wipe the data folder: all instances, definitions, orders.',
    'zh-CN': '清空数据文件夹：所有实例、定义、订单。',
  },
  yes: { en: 'do not ask', 'zh-CN': '不再询问' },
  config: { en: 'List the environment variables with their defaults.', 'zh-CN': '列出环境变量及其默认值。' },
} as const satisfies Record<string, Text>;

/** Sentences with something in them. */
export const tell = {
  url: (url: string): Text => ({ en: `Silkflow is up: ${url}`, 'zh-CN': `Silkflow 已启动：${url}` }),
  more: (temporalUi: string | null, dataFolder: string): Text => ({
    en: `${temporalUi === null ? '' : `Temporal UI: ${temporalUi}\n`}Data and logs: ${dataFolder}\nCtrl+C stops everything; the data stays.`,
    'zh-CN': `${temporalUi === null ? '' : `Temporal 界面：${temporalUi}\n`}数据与日志：${dataFolder}\n按 Ctrl+C 停止全部；数据会保留。`,
  }),
  alreadyUp: (url: string): Text => ({ en: `Silkflow is up already: ${url}`, 'zh-CN': `Silkflow 已在运行：${url}` }),
  stillStarting: (): Text => ({
    en: 'Another start is under way; waiting for it …',
    'zh-CN': '另一个启动正在进行；等待其完成……',
  }),
  neverReady: (): Text => ({
    en: 'The other start did not get ready. See: npm run silkflow status',
    'zh-CN': '另一个启动未能就绪。请查看：npm run silkflow status',
  }),
  stopped: (): Text => ({ en: 'Stopped.', 'zh-CN': '已停止。' }),
  notRunning: (dataFolder: string): Text => ({
    en: `Nothing runs on the data folder ${dataFolder}. Start it with: npm start`,
    'zh-CN': `数据文件夹 ${dataFolder} 上没有正在运行的 Silkflow。启动命令：npm start`,
  }),
  stopping: (pid: number): Text => ({
    en: `Stopping Silkflow (process ${pid}) …`,
    'zh-CN': `正在停止 Silkflow（进程 ${pid}）……`,
  }),
  stopFirst: (): Text => ({
    en: 'Silkflow is running on this data folder. Stop it first: npm run silkflow down',
    'zh-CN': 'Silkflow 正在使用该数据文件夹。请先停止：npm run silkflow down',
  }),
  nothingToReset: (dataFolder: string): Text => ({
    en: `There are no Silkflow data in ${dataFolder}.`,
    'zh-CN': `${dataFolder} 中没有 Silkflow 数据。`,
  }),
  askReset: (dataFolder: string): Text => ({
    en: `Wipe all instances, definitions and orders in ${dataFolder}? [y/N] `,
    'zh-CN': `清空 ${dataFolder} 中的所有实例、定义和订单？[y/N] `,
  }),
  cannotAsk: (): Text => ({
    en: 'There is no terminal to ask on. To wipe without asking: npm run silkflow reset -- --yes',
    'zh-CN': '没有可供询问的终端。如需直接清空：npm run silkflow reset -- --yes',
  }),
  keptAsItWas: (): Text => ({ en: 'Nothing was changed.', 'zh-CN': '未做任何更改。' }),
  wiped: (dataFolder: string): Text => ({ en: `Wiped: ${dataFolder}`, 'zh-CN': `已清空：${dataFolder}` }),
  startFailed: (reason: string, log: string): Text => ({
    en: `The start failed: ${reason}\nThe whole story: ${log}`,
    'zh-CN': `启动失败：${reason}\n详情见：${log}`,
  }),
  unexpected: (message: string): Text => ({
    en: `This should not have happened: ${message}`,
    'zh-CN': `发生了意外错误：${message}`,
  }),
} as const;
