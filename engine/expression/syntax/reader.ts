import { SyntaxFault } from './fault.ts';
import { normalizeName } from './names.ts';
import type { Node } from './tree.ts';
import { say } from '../words/say.ts';

/** Turns the grammar's nodes into our tree. Names and literals are read from the source, which may differ from what was parsed. */
export interface Reader {
  readonly source: string;
  /** See `DialectRules.instanceOfIsLoose`. */
  readonly instanceOfIsLoose: boolean;
  depth: number;
}

export const textOf = (reader: Reader, node: Node): string => reader.source.slice(node.from, node.to);

export function nameOf(reader: Reader, node: Node): string {
  const text = textOf(reader, node).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');
  return text.startsWith('`') ? text.slice(1, -1) : normalizeName(text);
}

/** The child that has to be there; the grammar guarantees it, so a miss is a fault of the text that it recovered from. */
export function child(nodes: readonly Node[], index: number, parent: Node): Node {
  const node = nodes[index];
  if (node === undefined) throw new SyntaxFault(parent.to, say('syntax.incomplete'));
  return node;
}
