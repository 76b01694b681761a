import type { Definition, ElementId, FlowId } from '#engine/model/definition.ts';

/**
 * Elements from which a token comes to this one in one move: over a flow, from the host of a boundary event, over a link.
 * `flows`: over these alone of its incoming ones.
 */
export function predecessorsOf(definition: Definition, id: ElementId, flows?: readonly FlowId[]): readonly ElementId[] {
  const element = definition.elements[id];
  if (element === undefined) return [];
  const found = (flows ?? element.incoming).flatMap((flow) => definition.flows[flow]?.source ?? []);
  if (element.kind === 'boundaryEvent') found.push(element.attachedTo);
  if (element.kind === 'intermediateCatchEvent' && element.trigger.kind === 'link') {
    found.push(...linkThrowers(definition, id));
  }
  return found;
}

function linkThrowers(definition: Definition, target: ElementId): readonly ElementId[] {
  return Object.values(definition.elements)
    .filter(
      (one) => one.kind === 'intermediateThrowEvent' && one.throws.kind === 'link' && one.throws.target === target,
    )
    .map(({ id }) => id);
}
