import type { parser } from 'lezer-feel';

export type Tree = ReturnType<typeof parser.parse>;
export type Node = Tree['topNode'];

const COMMENTS: ReadonlySet<string> = new Set(['LineComment', 'BlockComment']);

/** A node's children without comments. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!COMMENTS.has(child.name)) children.push(child);
  }
  return children;
}

/** Where the grammar first lost its way, or null. */
export function firstError(tree: Tree): number | null {
  let found: number | null = null;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError && found === null) found = node.from;
    },
  });
  return found;
}
