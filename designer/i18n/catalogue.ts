/**
 * A catalogue is a tree of texts. A leaf is a text, or one text per plural form (English `one`/`other`, Chinese `other`).
 * Places are written `{name}`; their names are part of a text's type, so a call that forgets one does not compile.
 */
export type Plural = { readonly one?: string; readonly other: string };
export type Leaf = string | Plural;

/** The same tree with any words in it: what a translation must provide. */
export type SameKeys<Tree> = {
  readonly [Name in keyof Tree]: Tree[Name] extends string
    ? string
    : Tree[Name] extends Plural
      ? Plural
      : SameKeys<Tree[Name]>;
};

/** `cockpit.list.title` for every leaf. */
export type LeafPath<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends Leaf ? Name : `${Name}.${LeafPath<Tree[Name]>}`;
}[keyof Tree & string];

export type LeafAt<Tree, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Tree
    ? LeafAt<Tree[Head], Rest>
    : never
  : Path extends keyof Tree
    ? Tree[Path]
    : never;

type PlacesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlacesIn<Rest>
  : never;

/** Names of the places of a leaf; a plural always needs `count`. */
export type Places<L> = L extends string
  ? PlacesIn<L>
  : L extends { readonly other: infer Other extends string }
    ? PlacesIn<Other> | 'count'
    : never;

/** Every leaf with its path, in declared order. */
export function leavesOf(tree: object, prefix = ''): [path: string, leaf: Leaf][] {
  return Object.entries(tree).flatMap(([name, value]): [string, Leaf][] => {
    const path = `${prefix}${name}`;
    return isLeaf(value) ? [[path, value]] : leavesOf(value as object, `${path}.`);
  });
}

export function placesOf(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

export function isLeaf(value: unknown): value is Leaf {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && 'other' in value);
}
