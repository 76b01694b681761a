import type { Operation } from '#engine/kernel/index.ts';
import type { MigrationBody } from '../../api/instance-operations.ts';
import type { DefinitionView } from '../definition-view.ts';
import { elementIds } from '../definition-view.ts';

/** Element or flow now → element or flow then. What is absent is not mapped. */
export type Mapping = Readonly<Record<string, string>>;

/** What is called alike and of one kind goes on as itself; of flows those that lead to it. */
export function mappingByIds(source: DefinitionView, target: DefinitionView): Mapping {
  const same = elementIds(source).filter((id) => source.elements[id]?.kind === target.elements[id]?.kind);
  const flows = Object.keys(source.flows).filter((id) => target.flows[id]?.target === source.flows[id]?.target);
  return Object.fromEntries([...same, ...flows].map((id) => [id, id]));
}

/** Elements of the target that an element may go on as. */
export function candidates(source: DefinitionView, target: DefinitionView, elementId: string): readonly string[] {
  return elementIds(target).filter((id) => target.elements[id]?.kind === source.elements[elementId]?.kind);
}

/** Flows into the gateway that a waiting token's gateway is mapped to. */
export function flowCandidates(target: DefinitionView, gateway: string | undefined): readonly string[] {
  return Object.keys(target.flows).filter((flow) => target.flows[flow]?.target === gateway);
}

/** Another choice for one; null takes the mapping away. */
export function remapped(mapping: Mapping, from: string, to: string | null): Mapping {
  if (to !== null) return { ...mapping, [from]: to };
  return Object.fromEntries(Object.entries(mapping).filter(([one]) => one !== from));
}

/** As `/v2` takes it. */
export function bodyOf(targetProcessDefinitionKey: string, mapping: Mapping): MigrationBody {
  const mappingInstructions = Object.entries(mapping).map(([sourceElementId, targetElementId]) => ({
    sourceElementId,
    targetElementId,
  }));
  return { targetProcessDefinitionKey, mappingInstructions };
}

/** As the kernel takes it. `definition`: hash of the target. */
export function operationOf(definition: string, mapping: Mapping): Operation {
  return {
    type: 'migrateInstance',
    definition,
    mapping: Object.entries(mapping).map(([source, target]) => ({ source, target })),
  };
}
