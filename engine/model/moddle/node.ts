/** One element of a parsed file. Its properties are untyped: read them with the functions below, which check. */
export interface Node {
  readonly $type: string;
  readonly id?: string;
  readonly $parent?: Node;
  get(name: string): unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && '$type' in value && typeof value.$type === 'string';
}

/** A text or number attribute; null when absent. An empty text stays empty: the caller knows whether that is a fault. */
export function text(node: Node | null, name: string): string | null {
  const value = node?.get(name);
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** As `text`, with null for a text of nothing but white space. */
export function filled(node: Node | null, name: string): string | null {
  const value = text(node, name);
  return value === null || value.trim() === '' ? null : value;
}

export function flag(node: Node | null, name: string, otherwise: boolean): boolean {
  const value = node?.get(name);
  return typeof value === 'boolean' ? value : otherwise;
}

export function child(node: Node | null, name: string): Node | null {
  const value = node?.get(name);
  return isNode(value) ? value : null;
}

export function children(node: Node | null, name: string): readonly Node[] {
  const value: unknown = node?.get(name);
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** Body of an expression element (`bpmn:conditionExpression` …), trimmed; null when there is none. */
export function body(node: Node | null, name: string): string | null {
  return filled(child(node, name), 'body')?.trim() ?? null;
}

/** The extension elements of one type, e.g. `zeebe:TaskDefinition`. */
export function extensions(node: Node | null, type: string): readonly Node[] {
  return children(child(node, 'extensionElements'), 'values').filter((value) => value.$type === type);
}

export function extension(node: Node | null, type: string): Node | null {
  return extensions(node, type)[0] ?? null;
}
