import type { Lane } from '../definition.ts';
import { child, children } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { labelOf } from './context.ts';
import type { ProcessIndex } from './process-index.ts';

/** Lanes of a process, nested ones after the lane they lie in. */
export function lanes(process: Node): readonly Lane[] {
  const read = (set: Node): Lane[] =>
    children(set, 'lanes').flatMap((lane) => {
      const elements = children(lane, 'flowNodeRef').flatMap(({ id }) => (id === undefined ? [] : [id]));
      const nested = child(lane, 'childLaneSet');
      const own = lane.id === undefined ? [] : [{ id: lane.id, name: labelOf(lane), elements }];
      return [...own, ...(nested === null ? [] : read(nested))];
    });
  return children(process, 'laneSets').flatMap(read);
}

/** Name of the innermost named lane that holds an element, or a container that the element lies in. */
export function laneNameOf(index: ProcessIndex, elementId: string): string | null {
  const all = lanes(index.process);
  let node = index.nodes.get(elementId);
  while (node?.id !== undefined) {
    const { id } = node;
    const holding = all.filter((lane) => lane.name !== null && lane.elements.includes(id)).at(-1);
    if (holding !== undefined) return holding.name;
    node = node.$parent?.id === undefined ? undefined : index.nodes.get(node.$parent.id);
  }
  return null;
}
