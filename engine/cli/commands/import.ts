import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import pg from 'pg';
import { readEcbFile } from '#activities/commerce/fx/ecb-file.ts';
import { saveRates } from '#activities/commerce/fx/store/save-rates.ts';
import { importList } from '#activities/commerce/screening/import-list.ts';
import { readOfacFile } from '#activities/commerce/screening/ofac-file.ts';
import type { Text } from '#engine/contracts/language.ts';
import { readRunRecord } from '#engine/embedded/index.ts';
import { dataFolder } from '../data-folder.ts';
import { CommandFailure } from '../fail.ts';
import { language, print } from '../terminal.ts';

const words = {
  import: { en: 'Take public data in: exchange rates, sanctions lists.', 'zh-CN': '导入公开数据:汇率、制裁名单。' },
  rates: {
    en: "Euro reference rates: the European Central Bank's eurofxref-hist.zip, or the CSV file in it.",
    'zh-CN': '欧元参考汇率:欧洲央行的 eurofxref-hist.zip 或其中的 CSV 文件。',
  },
  sanctions: {
    en: "Sanctions: the SDN list of the US OFAC as CSV. Replaces the list's former edition.",
    'zh-CN': '制裁名单:美国 OFAC 的 SDN 名单(CSV)。将替换该名单的旧版本。',
  },
  edition: { en: 'name of the edition, e.g. its day of publication', 'zh-CN': '版本名称,例如发布日期' },
} as const satisfies Record<string, Text>;

export function register(program: Command): void {
  const command = program.command('import').description(words.import[language]);
  command.command('rates').argument('<file>').description(words.rates[language]).action(importRates);
  command
    .command('sanctions')
    .argument('<file>')
    .description(words.sanctions[language])
    .requiredOption('--edition <name>', words.edition[language])
    .action(importSanctions);
}

async function importRates(path: string): Promise<void> {
  const rates = parsed(path, readEcbFile, await content(path));
  const written = await withDatabase((pool) => saveRates(pool, rates, 'ECB'));
  print(language === 'en' ? `${written} rates taken in` : `已导入 ${written} 条汇率`);
}

async function importSanctions(path: string, options: { readonly edition: string }): Promise<void> {
  const text = (await content(path)).toString('utf8');
  const entries = parsed(path, (given) => readOfacFile(given, options.edition), text);
  if (entries.length === 0) {
    throw new CommandFailure({
      en: `${path} holds no entry of the SDN list; the edition in force stays.`,
      'zh-CN': `${path} 中没有 SDN 名单条目;现行版本保持不变。`,
    });
  }
  await withDatabase((pool) => importList(pool, entries));
  print(language === 'en' ? `${entries.length} entries in force` : `${entries.length} 个条目已生效`);
}

async function content(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CommandFailure({ en: `${path} cannot be read (${code}).`, 'zh-CN': `无法读取 ${path}(${code})。` });
  }
}

function parsed<Given, Result>(path: string, read: (given: Given) => Result, given: Given): Result {
  try {
    return read(given);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure({ en: `${path}: ${reason}`, 'zh-CN': `${path}:文件无法识别(${reason})` });
  }
}

async function withDatabase<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const url = process.env['DATABASE_URL'] || (await readRunRecord(dataFolder()))?.databaseUrl;
  if (!url) {
    throw new CommandFailure({
      en: 'No database is known: start Silkflow with npm start, or set DATABASE_URL.',
      'zh-CN': '未找到数据库:请用 npm start 启动 Silkflow,或设置 DATABASE_URL。',
    });
  }
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'silkflow import' });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
