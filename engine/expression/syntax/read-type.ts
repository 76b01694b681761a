import type { FormalParameter, TypeReference } from './ast.ts';
import { child, nameOf, textOf } from './reader.ts';
import type { Reader } from './reader.ts';
import { childrenOf } from './tree.ts';
import type { Node } from './tree.ts';

/** A type as it is written behind `instance of` or a parameter's colon. */
export function readType(reader: Reader, node: Node): TypeReference {
  const inner = node.name === 'Type' ? child(childrenOf(node), 0, node) : node;
  const nodes = childrenOf(inner);
  switch (inner.name) {
    case 'ListType': {
      const kind = textOf(reader, inner).startsWith('range') ? 'range' : 'list';
      return { kind, of: readType(reader, child(nodes, 2, inner)) };
    }
    case 'ContextType': {
      const entries = nodes.find((part) => part.name === 'ContextEntryTypes');
      return {
        kind: 'context',
        entries: (entries === undefined ? [] : childrenOf(entries)).map((entry) => {
          const parts = childrenOf(entry);
          return { name: nameOf(reader, child(parts, 0, entry)), type: readType(reader, child(parts, 1, entry)) };
        }),
      };
    }
    case 'FunctionType': {
      const parameters = nodes.find((part) => part.name === 'ArgumentTypes');
      return {
        kind: 'function',
        parameters: (parameters === undefined ? [] : childrenOf(parameters)).map((parameter) =>
          readType(reader, child(childrenOf(parameter), 0, parameter)),
        ),
        result: readType(reader, child(nodes, nodes.length - 1, inner)),
      };
    }
    default:
      return {
        kind: 'named',
        name: nameOf(reader, inner)
          .replace(/<\s*>$/, '')
          .trim(),
      };
  }
}

export function readFormalParameters(reader: Reader, node: Node): FormalParameter[] {
  return childrenOf(node).map((parameter) => {
    const nodes = childrenOf(parameter);
    const type = nodes[1];
    return {
      name: nameOf(reader, child(nodes, 0, parameter)),
      type: type === undefined ? null : readType(reader, type),
    };
  });
}
