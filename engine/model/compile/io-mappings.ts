import type { Mapping } from '../definition.ts';
import { children } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { doubt } from './draft.ts';
import type { Draft } from './draft.ts';
import { mappings } from './extensions.ts';
import { tagOf } from './process-index.ts';

type Side = 'input' | 'output';

/**
 * The mappings that have an effect. Zeebe deploys `zeebe:ioMapping` on every element and carries out only some of them;
 * the others are left out here and told as a warning.
 */
export function ioMappings(
  draft: Draft,
  node: Node,
  elementId: string,
): { readonly inputs: readonly Mapping[]; readonly outputs: readonly Mapping[] } {
  const effective = effectiveSides(node);
  const read = (side: Side) => {
    const found = mappings(draft, node, elementId, side);
    if (found.length === 0 || effective.includes(side)) return found;
    doubt(draft, 'lint.mappingIgnored', { elementId, path: `ioMapping > ${side}` }, { side, kind: tagOf(node) });
    return [];
  };
  return { inputs: read('input'), outputs: read('output') };
}

const both: readonly Side[] = ['input', 'output'];

/** Zeebe's table, seen on the engine. Elements that pass through do nothing with variables; nor do gateways. */
function effectiveSides(node: Node): readonly Side[] {
  switch (node.$type) {
    case 'bpmn:Task':
    case 'bpmn:ManualTask':
    case 'bpmn:ExclusiveGateway':
    case 'bpmn:ParallelGateway':
    case 'bpmn:InclusiveGateway':
    case 'bpmn:EventBasedGateway':
    case 'bpmn:ComplexGateway':
      return [];
    case 'bpmn:StartEvent':
    case 'bpmn:BoundaryEvent':
      return ['output'];
    case 'bpmn:IntermediateCatchEvent':
      return definitionTypes(node).includes('bpmn:LinkEventDefinition') ? ['output'] : both;
    case 'bpmn:IntermediateThrowEvent':
    case 'bpmn:EndEvent':
      return effectiveOnThrow(definitionTypes(node));
    default:
      return both;
  }
}

const sending = ['bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition'];
const passing = ['bpmn:EscalationEventDefinition', 'bpmn:LinkEventDefinition'];

/** Only what sends something has a use for inputs; what ends or undoes a scope has none for outputs. */
function effectiveOnThrow(types: readonly string[]): readonly Side[] {
  if (types.some((type) => sending.includes(type))) return both;
  return types.length === 0 || types.some((type) => passing.includes(type)) ? ['output'] : [];
}

function definitionTypes(node: Node): readonly string[] {
  return [...children(node, 'eventDefinitions'), ...children(node, 'eventDefinitionRef')].map(({ $type }) => $type);
}
