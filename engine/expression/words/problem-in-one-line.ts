import type { SyntaxProblem } from '../contract.ts';
import { say } from './say.ts';

/** Place, fault and what was expected, e.g. `1:5 unexpected end, expected )`; for those who keep problems as texts. */
export function problemInOneLine({ line, column, message: problem, expected }: SyntaxProblem): string {
  return expected === undefined
    ? say('problem.at', { line, column, problem })
    : say('problem.atExpecting', { line, column, problem, expected });
}
