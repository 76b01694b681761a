import { feelVocabulary } from '#engine/expression/words/vocabulary.ts';
import { readerOf } from '#engine/wording/reader.ts';
import { bpmnKinds } from './kinds.ts';
import { xmlVocabulary } from './xml.ts';

type Values = Readonly<Record<string, string | number>>;

const faults = readerOf([feelVocabulary, xmlVocabulary]);
const kinds = readerOf([bpmnKinds]);

/** Places of problems that hold kinds of elements, events and the like, one or several. */
const kindPlaces: ReadonlySet<string> = new Set([
  'allowed',
  'end',
  'feature',
  'host',
  'kind',
  'place',
  'side',
  'trigger',
  'what',
]);

/** In these the type is one of the diagram's, elsewhere it is a job type or tag that the author wrote. */
const typedProblems: ReadonlySet<string> = new Set(['id.missing', 'lint.unusedRoot']);

/** A problem's values as a Chinese text names them; names, ids and sources stay as they are. */
export function valuesInChinese(code: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([place, value]) => [place, inChinese(code, place, value)]));
}

function inChinese(code: string, place: string, value: string | number): string | number {
  if (typeof value === 'number') return value;
  if (place === 'detail') return faults.inLanguage(value, 'zh-CN');
  if (kindPlaces.has(place) || (place === 'type' && typedProblems.has(code))) {
    return value
      .split(', ')
      .map((word) => kinds.inLanguage(word, 'zh-CN'))
      .join('、');
  }
  return value;
}
