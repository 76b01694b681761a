import type { Text } from '#engine/contracts/language.ts';

/** Something of the embedded stack that a person must know or fix. Shown as one line, without a stack trace. */
export class StackError extends Error {
  override readonly name = 'StackError';
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** Told while the stack comes up: what is done, what was not found. One line each. */
export type Say = (text: Text) => void;
