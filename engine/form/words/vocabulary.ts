import { vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './messages.en.ts';
import { chinese } from './messages.zh-CN.ts';

export const formVocabulary = vocabulary(english, chinese, { fault: 'anything', place: placeInChinese });

/** `7` or, from newer engines, `7 (line 1 column 8)`. */
function placeInChinese(text: string): string | null {
  const [, position, line, column] = /^(\d+)(?: \(line (\d+) column (\d+)\))?$/.exec(text) ?? [];
  if (position === undefined) return null;
  return line === undefined ? position : `${position}（第 ${line} 行第 ${column} 列）`;
}
