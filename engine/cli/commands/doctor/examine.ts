import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { describeProblem, readConfiguration, readLaunchConfiguration } from '#engine/config/index.ts';
import type { RunRecord } from '#engine/embedded/index.ts';
import {
  accepts,
  answers,
  cacheFolder,
  findChromium,
  isFree,
  locateTemporal,
  postgresBinaries,
  readRunRecord,
  runCommand,
  stillRuns,
  StackError,
} from '#engine/embedded/index.ts';
import { dataFolder } from '../../data-folder.ts';
import type { Finding } from './finding.ts';
import { bad, good, odd } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const gigabyte = 1024 ** 3;

/** What this machine brings. Fetches nothing. */
export async function examineInstallation(env: Environment): Promise<Finding[]> {
  const memory = (totalmem() / gigabyte).toFixed(1);
  return [
    good(
      `Node.js ${process.versions.node}, ${memory} GB of memory`,
      `Node.js ${process.versions.node}，内存 ${memory} GB`,
    ),
    await examineTemporal(env),
    await examinePostgres(env),
    examineChromium(env),
  ];
}

/** Faults of the environment; DATABASE_URL may be missing, since `up` brings its own. */
export function examineConfiguration(env: Environment): Finding[] {
  const readings = [
    readConfiguration({ ...env, DATABASE_URL: env['DATABASE_URL'] || 'postgres://embedded/silkflow' }),
    readLaunchConfiguration(env),
  ];
  const problems = readings.flatMap((reading) => (reading.ok ? [] : reading.problems));
  if (problems.length === 0) return [good('Configuration: no faults', '配置：没有错误')];
  return problems.map((problem) =>
    bad({ en: describeProblem(problem, 'en'), 'zh-CN': describeProblem(problem, 'zh-CN') }),
  );
}

/** The data folder, its disk, and the usual ports. */
export async function examineData(env: Environment): Promise<Finding[]> {
  const folder = dataFolder(env);
  const findings: Finding[] = [];
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const free = ((bavail * bsize) / gigabyte).toFixed(1);
    findings.push(good(`Data folder ${folder}, ${free} GB free`, `数据文件夹 ${folder}，剩余 ${free} GB`));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    findings.push(
      bad(
        { en: `Data folder ${folder}: ${reason}`, 'zh-CN': `数据文件夹 ${folder}：${reason}` },
        { en: 'Name another folder in SILKFLOW_DATA.', 'zh-CN': '请在 SILKFLOW_DATA 中指定其他文件夹。' },
      ),
    );
  }
  const running = await runningRecord();
  if (running !== null) return findings;
  for (const [name, usual] of [
    ['SILKFLOW_PORT', 8700],
    ['SILKFLOW_SIMULATORS_PORT', 8710],
  ] as const) {
    findings.push(await examinePort(name, usual, env[name]));
  }
  return findings;
}

export async function examineRun(): Promise<Finding[]> {
  const record = await runningRecord();
  if (record === null) return [good('Nothing runs on this data folder', '该数据文件夹上没有正在运行的 Silkflow')];
  const findings = [good(`Running: ${record.url}`, `正在运行：${record.url}`)];
  for (const process_ of record.processes) {
    if (process_.restarts < 3 && (await stillRuns(process_))) continue;
    const { name, restarts, logFile } = process_;
    findings.push(
      odd(
        { en: `${name} was started again ${restarts} times`, 'zh-CN': `${name} 已重新启动 ${restarts} 次` },
        { en: `Its log: ${logFile}`, 'zh-CN': `日志：${logFile}` },
      ),
    );
  }
  return findings;
}

async function runningRecord(): Promise<RunRecord | null> {
  const record = await readRunRecord(dataFolder());
  return record !== null && (await stillRuns(record.supervisor)) ? record : null;
}

async function examineTemporal(env: Environment): Promise<Finding> {
  const address = env['TEMPORAL_ADDRESS'];
  if (address) {
    const namespace = env['TEMPORAL_NAMESPACE'] || 'default';
    if (await answers(address, namespace))
      return good(`Temporal answers at ${address}`, `Temporal 在 ${address} 有响应`);
    return bad(
      { en: `No Temporal answers at ${address}`, 'zh-CN': `${address} 处没有 Temporal 响应` },
      { en: 'Start it, or unset TEMPORAL_ADDRESS.', 'zh-CN': '请启动它，或取消设置 TEMPORAL_ADDRESS。' },
    );
  }
  const found = await locateTemporal({
    given: env['TEMPORAL_CLI'] || null,
    path: env['PATH'],
    cache: cacheFolder(env),
  });
  if (found !== null)
    return good(`Temporal CLI ${found.version}: ${found.path}`, `Temporal CLI ${found.version}:${found.path}`);
  const ways = await Promise.all(
    ['python3', 'go'].map(async (tool) =>
      (await runCommand(tool, [tool === 'go' ? 'version' : '--version'])).ok ? tool : null,
    ),
  );
  const tools = ways.filter((tool) => tool !== null).join(', ') || '-';
  return odd(
    { en: 'No Temporal CLI here yet', 'zh-CN': '本机尚无 Temporal CLI' },
    {
      en: `The first start fetches it (tools for that: ${tools}). Or set TEMPORAL_CLI or TEMPORAL_ADDRESS.`,
      'zh-CN': `首次启动会自动获取（可用工具：${tools}）。也可设置 TEMPORAL_CLI 或 TEMPORAL_ADDRESS。`,
    },
  );
}

async function examinePostgres(env: Environment): Promise<Finding> {
  if (env['DATABASE_URL']) {
    if (await accepts(env['DATABASE_URL'])) return good('DATABASE_URL answers', 'DATABASE_URL 有响应');
    return bad(
      { en: 'The database of DATABASE_URL does not answer', 'zh-CN': 'DATABASE_URL 指定的数据库没有响应' },
      { en: 'Start it, or unset DATABASE_URL.', 'zh-CN': '请启动它，或取消设置 DATABASE_URL。' },
    );
  }
  try {
    const { version, folder } = await postgresBinaries();
    await stat(folder);
    return good(`PostgreSQL ${version}: ${folder}`, `PostgreSQL ${version}:${folder}`);
  } catch (error) {
    return bad(error instanceof StackError ? error.text : { en: String(error), 'zh-CN': String(error) });
  }
}

function examineChromium(env: Environment): Finding {
  const path = findChromium(env);
  if (path !== null) return good(`Chromium for the browser tests: ${path}`, `浏览器测试所用 Chromium：${path}`);
  return odd(
    { en: 'No Chromium for the browser tests', 'zh-CN': '没有用于浏览器测试的 Chromium' },
    {
      en: 'Only npm test needs it; as root it installs one itself. Otherwise set CHROMIUM_PATH.',
      'zh-CN': '仅 npm test 需要；以 root 运行时会自动安装。否则请设置 CHROMIUM_PATH。',
    },
  );
}

async function examinePort(name: string, usual: number, given: string | undefined): Promise<Finding> {
  const port = Number(given || usual);
  if (port === 0 || (await isFree(port))) return good(`Port ${port} is free`, `端口 ${port} 空闲`);
  if (given) {
    return bad(
      { en: `${name}=${port} is taken`, 'zh-CN': `${name}=${port} 已被占用` },
      { en: `Choose another port, or unset ${name}.`, 'zh-CN': `请选择其他端口，或取消设置 ${name}。` },
    );
  }
  return odd(
    { en: `Port ${port} is taken`, 'zh-CN': `端口 ${port} 已被占用` },
    { en: 'A free one will be used instead.', 'zh-CN': '将改用其他空闲端口。' },
  );
}
