import type { Command } from 'commander';
import { readRunRecord, stillRuns } from '#engine/embedded/index.ts';
import { dataFolder } from '../data-folder.ts';
import { CommandFailure } from '../fail.ts';
import { language, print, table } from '../terminal.ts';
import { tell, words } from '../words.ts';

const notRunning = 3;

const columns = {
  en: ['process', 'state', 'id', 'port', 'restarts', 'URL', 'log'],
  'zh-CN': ['进程', '状态', '编号', '端口', '重启', '网址', '日志'],
} as const;

const states = {
  starting: { en: 'starting', 'zh-CN': '启动中' },
  running: { en: 'running', 'zh-CN': '运行中' },
  restarting: { en: 'restarting', 'zh-CN': '重启中' },
  gone: { en: 'gone', 'zh-CN': '已退出' },
} as const;

export function register(program: Command): void {
  program
    .command('status')
    .description(words.status[language])
    .option('--json', words.statusJson[language])
    .action(status);
}

async function status(options: { readonly json?: boolean }): Promise<void> {
  const folder = dataFolder();
  const record = await readRunRecord(folder);
  if (record === null || !(await stillRuns(record.supervisor))) {
    if (options.json) {
      print(JSON.stringify({ ready: false, dataFolder: folder, processes: [] }, null, 2));
      process.exitCode = notRunning;
      return;
    }
    throw new CommandFailure(tell.notRunning(folder), notRunning);
  }
  if (options.json) return print(JSON.stringify(record, null, 2));
  const rows = await Promise.all(
    record.processes.map(async (process_) => [
      process_.name,
      states[(await stillRuns(process_)) ? process_.state : 'gone'][language],
      String(process_.pid),
      process_.port === null ? '' : String(process_.port),
      String(process_.restarts),
      process_.url ?? '',
      process_.logFile,
    ]),
  );
  print(tell.url(record.url)[language]);
  print(table([columns[language], ...rows]));
}
