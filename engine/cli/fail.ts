import { describeProblem, type Reading } from '#engine/config/index.ts';
import type { Text } from '#engine/contracts/language.ts';
import { language } from './terminal.ts';

/** Ends a command with a message and an exit code; `main` prints it. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly text: Text;
  readonly exitCode: number;

  constructor(text: Text, exitCode = 1) {
    super(text.en);
    this.text = text;
    this.exitCode = exitCode;
  }
}

/** The configuration, or the end of the command with all its faults, one a line. */
export function configurationOrFail<T>(reading: Reading<T>): T {
  if (reading.ok) return reading.value;
  const lines = reading.problems.map((problem) => describeProblem(problem, language)).join('\n');
  throw new CommandFailure({ en: lines, 'zh-CN': lines });
}
