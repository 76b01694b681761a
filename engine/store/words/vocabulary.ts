import { vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './messages.en.ts';
import { chinese } from './messages.zh-CN.ts';

export const storeVocabulary = vocabulary(english, chinese, { reason: 'anything' });
