import type { DataAssociation, DataItem } from '../definition.ts';
import { body, child, children, flag, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { labelOf } from './context.ts';
import { isVariableName, optionalFeel } from './draft.ts';
import type { Draft } from './draft.ts';
import type { ProcessIndex } from './process-index.ts';

/** Data objects and data stores that the process refers to, by the id of the reference. */
export function dataItems(index: ProcessIndex): readonly DataItem[] {
  return index.dataReferences.flatMap((reference): DataItem[] => {
    const { id } = reference;
    if (id === undefined) return [];
    const name = labelOf(reference);
    if (reference.$type === 'bpmn:DataStoreReference') {
      const store = child(reference, 'dataStoreRef');
      const target = (store && labelOf(store)) ?? name ?? store?.id ?? id;
      return [{ id, name, kind: 'dataStore', target, isCollection: false }];
    }
    const object = child(reference, 'dataObjectRef');
    const target = variableOf(object, reference) ?? object?.id ?? id;
    const isCollection = flag(object, 'isCollection', false);
    return [{ id, name, kind: 'dataObject', target, isCollection }];
  });
}

/** A data object is the variable of its name (`order` in "order [paid]"), when that is one. */
function variableOf(object: Node | null, reference: Node): string | null {
  const candidates = [object && labelOf(object), labelOf(reference)];
  const names = candidates.flatMap((name) => (name === null ? [] : [name.replace(/\[.*\]\s*$/, '').trim()]));
  return names.find(isVariableName) ?? null;
}

export function dataAssociations(
  draft: Draft,
  node: Node,
  elementId: string,
  side: 'input' | 'output',
): readonly DataAssociation[] {
  return children(node, side === 'input' ? 'dataInputAssociations' : 'dataOutputAssociations').flatMap(
    (association, position) => {
      const source = children(association, 'sourceRef')[0] ?? null;
      const target = child(association, 'targetRef');
      const item = side === 'input' ? source : target;
      if (item?.id === undefined) return [];
      const path = `data${side === 'input' ? 'Input' : 'Output'}Association[${position}].transformation`;
      const other = side === 'input' ? target : source;
      const named = text(other, 'name');
      return [
        {
          item: item.id,
          expression: optionalFeel(draft, body(association, 'transformation'), { elementId, path }),
          // The modelers write a placeholder property at the activity's side, which names no variable.
          target: named !== null && isVariableName(named) && !named.endsWith('Ref_placeholder') ? named : null,
        },
      ];
    },
  );
}
