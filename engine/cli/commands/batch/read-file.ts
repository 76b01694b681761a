import { readFileSync } from 'node:fs';
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

/** As `readTextFile`, for a file of JSON. */
export function readJsonFile(path: string): unknown {
  const text = readTextFile(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailure({ en: `${path} is no JSON`, 'zh-CN': `${path} 不是 JSON` });
  }
}
