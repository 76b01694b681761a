import { vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './xml.en.ts';
import { chinese } from './xml.zh-CN.ts';

export const xmlVocabulary = vocabulary(english, chinese, { fault: 'anything' });
