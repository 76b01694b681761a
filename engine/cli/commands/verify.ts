import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { z } from 'zod';
import { verifyInstances } from '#activities/runtime/verify-instances.ts';
import type { Verification } from '#activities/runtime/verify-instances.ts';
import { workflowSource } from '#activities/worker/workflow-bundle.ts';
import { readConfiguration } from '#engine/config/index.ts';
import type { Text } from '#engine/contracts/language.ts';
import { readRunRecord } from '#engine/embedded/index.ts';
import { openDatabase } from '#engine/store/database.ts';
import type { Database } from '#engine/store/database.ts';
import { createContentCache, createPayloadCodec } from '#engine/store/definitions/index.ts';
import type { Drift } from '#engine/store/projection/index.ts';
import { dataFolder } from '../data-folder.ts';
import { CommandFailure, configurationOrFail } from '../fail.ts';
import { language, print, say } from '../terminal.ts';

interface VerifyCommandOptions {
  readonly repair?: true;
  readonly json?: true;
}

const words = {
  verify: {
    en: 'Rebuild instances from their Temporal histories and compare their rows; all instances without an argument.',
    'zh-CN': '根据 Temporal 历史重建流程实例并与数据行比对；不带参数则检查全部实例。',
  },
  repair: { en: 'write what the histories give', 'zh-CN': '按历史结果修复数据行' },
  json: { en: 'one JSON object per instance that differs', 'zh-CN': '每个有差异的实例输出一个 JSON 对象' },
  noHistory: {
    en: 'Temporal holds its history no more: rows compared with the stored events alone',
    'zh-CN': 'Temporal 已不再保存其历史：仅与已存事件比对',
  },
  unknown: {
    en: 'no such instance; take the key from the instance list',
    'zh-CN': '没有该实例；请从实例列表中获取键值',
  },
  unreadable: {
    en: 'the history cannot be replayed: start the version of Silkflow that ran it, or connect its database',
    'zh-CN': '无法重放历史：请启动当时运行它的 Silkflow 版本，或连接其所属数据库',
  },
  unconfirmed: {
    en: 'events are not confirmed by the history yet; look again when its workflow task has run',
    'zh-CN': '个事件尚未被历史确认；待其工作流任务运行后再次检查',
  },
  repaired: { en: 'repaired', 'zh-CN': '已修复' },
  stored: { en: 'stored', 'zh-CN': '已存' },
  expected: { en: 'should be', 'zh-CN': '应为' },
  missing: { en: 'missing', 'zh-CN': '缺失' },
  surplus: { en: 'should not be there', 'zh-CN': '不应存在' },
} as const satisfies Record<string, Text>;

export function register(program: Command): void {
  program
    .command('verify [instance...]')
    .description(words.verify[language])
    .option('--repair', words.repair[language])
    .option('--json', words.json[language])
    .action((instances: string[], options: VerifyCommandOptions) => verify(instances, options));
}

async function verify(instances: readonly string[], options: VerifyCommandOptions): Promise<void> {
  // What a replay meets is reported below, instance by instance; its own log would tear the progress bar.
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'ERROR', forward: {} } },
  });
  const place = await findPlace();
  const db = openDatabase(place.databaseUrl, { poolSize: 2, name: 'silkflow verify' });
  const connection = await Connection.connect({ address: place.temporalAddress });
  try {
    const codec = createPayloadCodec({ db, contents: createContentCache(db), deliverDefinitions: false });
    const { temporalNamespace: namespace } = place;
    const client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [codec] } });
    const keys = instances.length > 0 ? keysOrFail(instances) : await allInstances(db);
    const repair = options.repair === true;
    const bar = new SingleBar({ format: '{bar} {value}/{total}', stopOnComplete: true, noTTYOutput: false });
    bar.start(keys.length, 0);
    const differing: Verification[] = [];
    for await (const result of verifyInstances({ db, client, bundle: workflowSource(), instances: keys, repair })) {
      bar.increment();
      if (differs(result)) differing.push(result);
    }
    bar.stop();
    for (const result of differing) report(result, options);
    const wrong = differing.filter((result) => isWrong(result)).length;
    const mended = repair ? differing.filter((result) => isMended(result)).length : 0;
    say({
      en: `Verified: ${keys.length}. As their histories tell: ${keys.length - wrong}. Not so: ${wrong}${repair ? `, repaired: ${mended}` : ''}.`,
      'zh-CN': `已检查：${keys.length}。与历史一致：${keys.length - wrong}。不一致：${wrong}${repair ? `，已修复：${mended}` : ''}。`,
    });
    if (wrong > mended) process.exitCode = 1;
  } finally {
    await connection.close();
    await db.pool.end();
  }
}

interface Place {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
}

/** The Silkflow that the environment names, else the one that runs here. */
async function findPlace(): Promise<Place> {
  if (process.env['DATABASE_URL']) return configurationOrFail(readConfiguration(process.env));
  const record = await readRunRecord(dataFolder());
  if (record === null) {
    throw new CommandFailure({
      en: 'Nothing runs here. Start Silkflow (npm start), or set DATABASE_URL and TEMPORAL_ADDRESS.',
      'zh-CN': '本机没有运行中的 Silkflow。请先启动(npm start)，或设置 DATABASE_URL 与 TEMPORAL_ADDRESS。',
    });
  }
  const { databaseUrl, temporal } = record;
  return { databaseUrl, temporalAddress: temporal.address, temporalNamespace: temporal.namespace };
}

async function allInstances(db: Database): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ instance_key: string }>(
    `select instance_key from silkflow.process_instance where state <> 'starting' order by instance_key`,
  );
  return rows.map(({ instance_key: key }) => key);
}

function keysOrFail(instances: readonly string[]): readonly string[] {
  const wrong = instances.find((key) => !/^[0-9]{1,19}$/.test(key));
  if (wrong === undefined) return instances;
  throw new CommandFailure({
    en: `"${wrong}" is no instance key. A key is a number; take it from the instance list.`,
    'zh-CN': `"${wrong}" 不是实例键值。键值是一个数字，请从实例列表中获取。`,
  });
}

/** A history that is gone is worth a word though nothing differs. */
function differs(result: Verification): boolean {
  return isWrong(result) || (result.kind === 'compared' && (!result.withHistory || result.comparison.unconfirmed > 0));
}

function isWrong(result: Verification): boolean {
  return result.kind !== 'compared' || result.comparison.drifts.length > 0;
}

/** What a repair has written. Sealed events come from a backup or not at all. */
function isMended(result: Verification): boolean {
  return (
    result.kind === 'compared' &&
    result.comparison.drifts.length > 0 &&
    result.comparison.drifts.every(({ kind }) => kind !== 'sealed')
  );
}

function report(result: Verification, options: VerifyCommandOptions): void {
  if (options.json === true) {
    print(JSON.stringify(result));
    return;
  }
  switch (result.kind) {
    case 'unknown':
      return print(`${result.instance}: ${words.unknown[language]}`);
    case 'unreadable':
      return print(`${result.instance}: ${words.unreadable[language]} (${result.message})`);
    case 'compared': {
      const { drifts, unconfirmed } = result.comparison;
      if (!result.withHistory) print(`${result.instance}: ${words.noHistory[language]}`);
      if (unconfirmed > 0) print(`${result.instance}: ${unconfirmed} ${words.unconfirmed[language]}`);
      for (const drift of drifts) {
        const isRepaired = options.repair === true && drift.kind !== 'sealed';
        print(`${result.instance}: ${describe(drift)}${isRepaired ? ` (${words.repaired[language]})` : ''}`);
      }
    }
  }
}

function describe(drift: Drift): string {
  switch (drift.kind) {
    case 'event':
      return `event ${drift.seq}: ${difference(drift.stored, drift.expected)}`;
    case 'row':
      return `${drift.elementId ?? drift.table} (${drift.table} ${drift.key}): ${rowDifference(drift)}`;
    case 'sealed':
      return language === 'en'
        ? `events before the current run differ from what it began with (${drift.storedDigest} ≠ ${drift.expectedDigest}): Temporal no longer holds them, restore them from a backup`
        : `当前运行之前的事件与其起始状态不符(${drift.storedDigest} ≠ ${drift.expectedDigest})：Temporal 已不再保存，请从备份恢复`;
  }
}

function difference(stored: string | null, expected: string | null): string {
  if (stored === null) return words.missing[language];
  if (expected === null) return words.surplus[language];
  return `${words.stored[language]} ${brief(stored)}, ${words.expected[language]} ${brief(expected)}`;
}

/** Rows are wide: only the columns that differ are worth reading. */
function rowDifference({ stored, expected }: Extract<Drift, { kind: 'row' }>): string {
  if (stored === null || expected === null) return difference(stored, expected);
  const [is, should] = [row.parse(JSON.parse(stored)), row.parse(JSON.parse(expected))];
  const columns = Object.keys(should).filter((name) => JSON.stringify(is[name]) !== JSON.stringify(should[name]));
  return columns
    .map((name) => `${name}: ${difference(JSON.stringify(is[name] ?? null), JSON.stringify(should[name] ?? null))}`)
    .join('; ');
}

/** A row as `to_jsonb` gives it. */
const row = z.record(z.string(), z.unknown());

function brief(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
