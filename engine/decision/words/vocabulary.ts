import { feelTypes } from '#engine/expression/words/vocabulary.ts';
import { vocabulary } from '#engine/wording/vocabulary.ts';
import { english } from './messages.en.ts';
import { chinese } from './messages.zh-CN.ts';

/** What decisions say, for readers in another language. */
export const decisionVocabulary = vocabulary(english, chinese, { type: feelTypes, problem: 'message' });
