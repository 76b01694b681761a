import type { DataAssignment, DataAssociation, DataItem, Mapping } from '../definition.ts';
import { body, child, children, flag, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { labelOf } from './context.ts';
import type { Context } from './context.ts';
import { fault, isVariableName, optionalFeel, value, variablePath } from './draft.ts';
import type { Draft, Place } from './draft.ts';
import { tagOf } from './process-index.ts';
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

type Side = 'input' | 'output';

/** What an activity or event reads of data objects and stores, or writes to them. */
export function dataAssociations(
  { draft, index }: Context,
  node: Node,
  elementId: string,
  side: Side,
): readonly DataAssociation[] {
  return associationsOf(node, side).flatMap((association, position) => {
    const { item, other } = endsOf(association, side);
    if (item?.id === undefined) return [];
    const path = `${tagOf(association)}[${position}]`;
    const named = ownName(other);
    // What an assignment may call the target besides giving a path inside it.
    const known = dataItems(index).find(({ id }) => id === item.id);
    const target = side === 'input' ? [named ?? known?.target, other?.id] : [known?.target, item.id];
    const assignments = assignmentsOf(draft, association, { elementId, path }, target);
    return [
      {
        item: item.id,
        expression: optionalFeel(draft, body(association, 'transformation'), {
          elementId,
          path: `${path}.transformation`,
        }),
        target: named,
        ...(assignments.length > 0 && { assignments }),
      },
    ];
  });
}

/** Input associations that come from no data item only assign: they are mappings, made before those of `zeebe:ioMapping`. */
export function assignedInputs({ draft }: Context, node: Node, elementId: string): readonly Mapping[] {
  return associationsOf(node, 'input').flatMap((association, position) => {
    const { item, other } = endsOf(association, 'input');
    if (item !== null) return [];
    const named = ownName(other);
    const place = { elementId, path: `${tagOf(association)}[${position}]` };
    const assignments = assignmentsOf(draft, association, place, [named, other?.id]);
    return assignments.flatMap(({ from, to }) => {
      const target = named === null ? to : [named, ...to];
      return target.length === 0 ? [] : [{ source: from, target }];
    });
  });
}

function associationsOf(node: Node, side: Side): readonly Node[] {
  return children(node, side === 'input' ? 'dataInputAssociations' : 'dataOutputAssociations');
}

/** The data item, and what stands for it at the side of the activity or event. */
function endsOf(association: Node, side: Side): { readonly item: Node | null; readonly other: Node | null } {
  const source = children(association, 'sourceRef')[0] ?? null;
  const target = child(association, 'targetRef');
  return side === 'input' ? { item: source, other: target } : { item: target, other: source };
}

/** The modelers write a placeholder property at the activity's side, which names no variable. */
function ownName(other: Node | null): string | null {
  const named = text(other, 'name');
  return named !== null && isVariableName(named) && !named.endsWith('Ref_placeholder') ? named : null;
}

function assignmentsOf(
  draft: Draft,
  association: Node,
  place: Place,
  target: readonly (string | null | undefined)[],
): readonly DataAssignment[] {
  return children(association, 'assignment').flatMap((assignment, position) => {
    const path = `${place.path} > assignment[${position}]`;
    const [from, to] = [body(assignment, 'from'), body(assignment, 'to')?.replace(/^=\s*/, '') ?? ''];
    const parts = target.includes(to) ? [] : variablePath(to);
    if (from === null) fault(draft, 'mapping.sourceMissing', { ...place, path: `${path}.from` }, { target: to });
    if (parts === null) fault(draft, 'mapping.targetInvalid', { ...place, path: `${path}.to` }, { target: to });
    if (from === null || parts === null) return [];
    const isInside = !target.includes(parts[0]);
    return [{ from: value(draft, from, { ...place, path: `${path}.from` }), to: isInside ? parts : parts.slice(1) }];
  });
}
