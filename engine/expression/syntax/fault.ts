/** Thrown inside the parser, turned into a `SyntaxProblem` at its border. */
export class SyntaxFault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
