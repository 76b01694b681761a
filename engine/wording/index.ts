/**
 * How the engine words what it tells people. Each folder that speaks keeps a catalogue and says its texts from it; a reader
 * finds the template of such a text again and shows it in Chinese (engine/docs/adr/0020).
 */
export { sayer } from './template.ts';
export type { Say, Templates, Translated } from './template.ts';
export { readerOf } from './reader.ts';
export type { Reader, Reading } from './reader.ts';
export { formedLike, vocabulary } from './vocabulary.ts';
export type { HoleReading, Vocabulary } from './vocabulary.ts';
