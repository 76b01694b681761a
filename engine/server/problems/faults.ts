import { vocabularies } from '#engine/translation/index.ts';
import { readerOf, sayer, vocabulary } from '#engine/wording/index.ts';
import { english } from './faults.en.ts';
import { chinese } from './faults.zh-CN.ts';

/** Says what is wrong with a part of a request, in English; `inLanguage` shows it in the caller's language. */
export const sayFault = sayer(english);

/** A message of the engine or the server's frame in a person's language; what somebody else has said stays as it is. */
export const { inLanguage } = readerOf([...vocabularies, vocabulary(english, chinese)]);
