import { formedLike, vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './xml.en.ts';
import { chinese } from './xml.zh-CN.ts';

export const xmlVocabulary = vocabulary(english, chinese, {
  line: formedLike(/^\d+$/),
  column: formedLike(/^\d+$/),
  fault: 'anything',
});
