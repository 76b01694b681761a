import { readFile } from 'node:fs/promises';
import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type { ImportOutcome } from '#activities/commerce/orders/import/import-orders.ts';
import { importOrders } from '#activities/commerce/orders/import/import-orders.ts';
import type { RetailFile, SkippedLine, SkipReason } from '#activities/commerce/orders/import/read-retail-file.ts';
import { readRetailFile, RetailFileError } from '#activities/commerce/orders/import/read-retail-file.ts';
import { isKnownZone } from '#activities/commerce/orders/import/retail-time.ts';
import { silkflowClient, SilkflowRefusal } from '#activities/commerce/orders/silkflow-client.ts';
import type { Text } from '#engine/contracts/language.ts';
import { CommandFailure } from '../fail.ts';
import { serverAddress } from '../server-address.ts';
import { language, print, say, table } from '../terminal.ts';

interface ImportOptions {
  readonly zone: string;
  readonly url?: string;
}

const words = {
  orders: { en: 'Sales orders.', 'zh-CN': '销售订单。' },
  import: {
    en: 'Start one order per invoice of a CSV file with the columns of the public Online Retail set.',
    'zh-CN': '从 CSV 文件(列同公开的 Online Retail 数据集)导入订单,每张发票启动一个订单。',
  },
  zone: { en: 'IANA time zone of the times in the file', 'zh-CN': '文件中时间所属的 IANA 时区' },
  url: {
    en: 'Silkflow server (default: the one that runs here)',
    'zh-CN': 'Silkflow 服务器(默认:本机正在运行的服务器)',
  },
  columns: { en: 'line reason value', 'zh-CN': '行 原因 值' },
} as const satisfies Record<string, Text>;

const reasons: Readonly<Record<SkipReason, Text>> = {
  cancellation: { en: 'cancellation', 'zh-CN': '取消单' },
  'quantity-not-positive': { en: 'quantity is not above zero', 'zh-CN': '数量不大于零' },
  'quantity-not-a-number': { en: 'quantity is no whole number', 'zh-CN': '数量不是整数' },
  'price-not-positive': { en: 'price is not above zero', 'zh-CN': '单价不大于零' },
  'price-not-a-number': { en: 'price is no number', 'zh-CN': '单价不是数字' },
  'no-stock-code': { en: 'no stock code', 'zh-CN': '缺少商品编码' },
  'no-invoice-number': { en: 'no invoice number', 'zh-CN': '缺少发票号' },
  'no-country': { en: 'no country', 'zh-CN': '缺少国家' },
  'time-unreadable': {
    en: 'time cannot be read, or did not exist in the zone',
    'zh-CN': '时间无法读取,或在该时区不存在',
  },
  'line-differs-from-invoice': {
    en: 'customer or country differs within the invoice',
    'zh-CN': '同一发票内客户或国家不一致',
  },
  'invoice-too-long': { en: 'the invoice has more lines than an order may have', 'zh-CN': '发票行数超过订单上限' },
  'wrong-number-of-fields': { en: 'wrong number of fields', 'zh-CN': '字段数量不符' },
};

export function register(program: Command): void {
  program
    .command('orders')
    .description(words.orders[language])
    .command('import')
    .argument('<file>')
    .description(words.import[language])
    .option('--zone <zone>', words.zone[language], 'Europe/London')
    .option('--url <url>', words.url[language])
    .action(importFile);
}

async function importFile(path: string, options: ImportOptions): Promise<void> {
  if (!isKnownZone(options.zone)) {
    throw new CommandFailure({
      en: `"${options.zone}" is no IANA time zone. Example: --zone Europe/London`,
      'zh-CN': `"${options.zone}" 不是 IANA 时区。示例:--zone Europe/London`,
    });
  }
  const file = await read(path, options.zone);
  const url = await serverAddress(options.url);
  const client = silkflowClient({ url, token: process.env['SILKFLOW_API_TOKEN'] || null });
  const bar = new SingleBar({
    format: '{bar} {value}/{total} {percentage}%',
    stream: process.stderr,
    noTTYOutput: true,
  });
  bar.start(file.orders.length, 0);
  try {
    const outcome = await importOrders(client, file.orders, (done) => bar.update(done));
    bar.stop();
    report(file, outcome);
  } catch (error) {
    bar.stop();
    throw unreachable(url, error);
  }
}

async function read(path: string, zone: string): Promise<RetailFile> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CommandFailure({ en: `${path} cannot be read (${code}).`, 'zh-CN': `无法读取 ${path}(${code})。` });
  }
  try {
    return readRetailFile(content, zone);
  } catch (error) {
    if (!(error instanceof RetailFileError)) throw error;
    const missing = error.missing.join(', ');
    throw new CommandFailure({
      en: `${path}: ${error.message}`,
      'zh-CN': missing === '' ? `${path}:文件不是有效的 CSV。` : `${path}:文件缺少以下列:${missing}。`,
    });
  }
}

function report(file: RetailFile, outcome: ImportOutcome): void {
  if (file.skipped.length > 0) print(table([words.columns[language].split(' '), ...file.skipped.map(rowOf)]));
  for (const { orderId, reason } of outcome.refused) print(`${orderId}: ${reason}`);
  const { started, known, refused } = outcome;
  const counts = [started, known, file.skipped.length, refused.length] as const;
  print(
    language === 'en'
      ? `${counts[0]} orders started, ${counts[1]} known before, ${counts[2]} lines skipped, ${counts[3]} orders refused`
      : `启动订单 ${counts[0]},此前已有 ${counts[1]},跳过行 ${counts[2]},被拒订单 ${counts[3]}`,
  );
  if (refused.length > 0) process.exitCode = 1;
}

function rowOf({ line, reason, value }: SkippedLine): string[] {
  return [String(line), reasons[reason][language], value];
}

function unreachable(url: string, error: unknown): unknown {
  if (error instanceof SilkflowRefusal) {
    say({ en: `${url} answered ${error.status}.`, 'zh-CN': `${url} 返回 ${error.status}。` });
    return new CommandFailure({ en: error.message, 'zh-CN': error.message });
  }
  if (!(error instanceof TypeError) && !(error instanceof DOMException)) return error;
  return new CommandFailure({
    en: `Silkflow does not answer at ${url}. Start it with npm start, or name another server by --url. What was started stays; import again.`,
    'zh-CN': `${url} 上的 Silkflow 没有响应。请用 npm start 启动,或用 --url 指定其他服务器。已启动的订单会保留;可再次导入。`,
  });
}
