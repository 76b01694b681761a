/** Refusals and their words in both languages. */
export type { ProblemCode } from './en.ts';
export type { ProblemItem, ProblemStatus, ProblemValues } from './problem.ts';
export { ApiProblem } from './problem.ts';
export { inLanguage, sayFault } from './faults.ts';
export { problemText, requestedLanguage } from './words.ts';
