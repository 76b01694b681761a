/** Shows in a person's language what any part of the engine has said in English (engine/docs/adr/0020). */
import { decisionVocabulary } from '#engine/decision/words/vocabulary.ts';
import { expectedInChinese, feelVocabulary } from '#engine/expression/words/vocabulary.ts';
import type { Language } from '#engine/contracts/language.ts';
import { formVocabulary } from '#engine/form/words/vocabulary.ts';
import { hostVocabulary, incidentVocabulary, refusalVocabulary } from '#engine/kernel/words/vocabulary.ts';
import { xmlVocabulary } from '#engine/model/words/xml.ts';
import { storeVocabulary } from '#engine/store/words/vocabulary.ts';
import { readerOf } from '#engine/wording/index.ts';

/** Everything that can be read again. */
export const vocabularies = [
  incidentVocabulary,
  refusalVocabulary,
  hostVocabulary,
  storeVocabulary,
  decisionVocabulary,
  feelVocabulary,
  formVocabulary,
  xmlVocabulary,
];

const reader = readerOf(vocabularies);

/** A message of the engine in a person's language. What somebody else has said stays as it is; nothing is ever lost. */
export function inLanguage(message: string, language: Language): string {
  return reader.inLanguage(message, language);
}

/** What a fault in an expression expected instead (`SyntaxProblem.expected`), in a person's language. */
export function expectedInLanguage(expected: string, language: Language): string {
  return language === 'en' ? expected : expectedInChinese(expected);
}
