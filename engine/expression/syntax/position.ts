export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line and column, both from 1, of an offset in the source. */
export function positionAt(source: string, offset: number): Position {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
