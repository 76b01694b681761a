import { vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './messages.en.ts';
import { chinese } from './messages.zh-CN.ts';

export const formVocabulary = vocabulary(english, chinese, { fault: 'anything' });
