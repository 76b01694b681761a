import type { Language } from '#engine/contracts/language.ts';
import { readerOf, vocabulary } from '#engine/wording/index.ts';
import { english } from './faults.en.ts';
import { chinese } from './faults.zh-CN.ts';

const { inLanguage } = readerOf([vocabulary(english, chinese)]);

/** What is called of the viewer's own validator. */
interface Validator {
  validateField(field: object, value: unknown): readonly string[];
  validateFieldInstance(instance: object, value: unknown): readonly string[];
}

/**
 * A module for the form viewer, which speaks English alone: faults of fields in the person's language. A message that the
 * form brings for its pattern stays as its author wrote it.
 */
export function formWords(language: Language): object {
  const speak = (validator: Validator): Validator => {
    const inWords = (faults: readonly string[]) => faults.map((fault) => inLanguage(fault, language));
    const field = validator.validateField.bind(validator);
    const instance = validator.validateFieldInstance.bind(validator);
    validator.validateField = (...given) => inWords(field(...given));
    validator.validateFieldInstance = (...given) => inWords(instance(...given));
    return validator;
  };
  return { __init__: ['formWords'], formWords: ['factory', Object.assign(speak, { $inject: ['validator'] })] };
}
