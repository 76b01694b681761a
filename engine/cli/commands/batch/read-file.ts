import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CommandFailure } from '../../fail.ts';

/** The text of a file that the caller named; a file that cannot be read is the caller's mistake, told by its path. */
export function readTextFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure({ en: `Cannot read ${path}: ${reason}`, 'zh-CN': `无法读取 ${path}：${reason}` });
  }
}

/** As `readTextFile`, for a file of JSON that has this form. */
export function readJsonFile<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  const json = parseJson(path, readTextFile(path));
  const checked = schema.safeParse(json);
  if (checked.success) return checked.data;
  const inChinese = schema.safeParse(json, { error: z.locales.zhCN().localeError });
  throw new CommandFailure({
    en: `${path}: ${issuesOf(checked.error)}`,
    'zh-CN': `${path}：${issuesOf(inChinese.error ?? checked.error)}`,
  });
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure({ en: `${path} is no JSON`, 'zh-CN': `${path} 不是 JSON` });
  }
}

function issuesOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}
