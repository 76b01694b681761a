import { BpmnModdle } from 'bpmn-moddle';
import type { ModdleWarning } from 'bpmn-moddle';
import { isExecutable } from './compile/compile-process.ts';
import { children, extension, filled, isNode } from './moddle/node.ts';
import type { Node } from './moddle/node.ts';
import { moddlePackages } from './moddle/packages.ts';
import { modelError, modelWarning } from './problem.ts';
import type { ModelProblem } from './problem.ts';

/** A file that can be read, whatever may be wrong inside. */
export interface BpmnFile {
  readonly definitions: Node;
  /** Every process of the file, those that are not executable included. */
  readonly processes: readonly Node[];
  readonly warnings: readonly ModelProblem[];
}

/** A file of about 40,000 elements; reading stays below ten seconds and the worker below 500 MB. */
const characterLimit = 20_000_000;

/** Building the schema's types costs more than reading a small file; reading leaves nothing behind in it. */
const moddle = new BpmnModdle(moddlePackages);

/** The file, null when nothing of it can be read, and what is wrong with its text, references and ids. Never throws. */
export async function readBpmn(
  xml: string,
): Promise<{ readonly file: BpmnFile | null; readonly problems: readonly ModelProblem[] }> {
  if (xml.length > characterLimit) {
    const values = { size: xml.length, limit: characterLimit };
    return { file: null, problems: [modelError('xml.tooLarge', { elementId: null, values })] };
  }
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    if (!isNode(rootElement)) return { file: null, problems: [modelError('xml.notBpmn', { elementId: null })] };
    const processes = children(rootElement, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
    const found = [
      ...warnings.flatMap((warning) => fromWarning(warning, xml)),
      ...camunda7(xml),
      ...processFaults(processes),
      ...messageFaults(children(rootElement, 'rootElements'), xml),
    ];
    const problems = found.filter(({ severity }) => severity === 'error');
    const file = {
      definitions: rootElement,
      processes,
      warnings: found.filter(({ severity }) => severity === 'warning'),
    };
    return { file, problems };
  } catch (error) {
    return { file: null, problems: [unreadable(error)] };
  }
}

function processFaults(processes: readonly Node[]): readonly ModelProblem[] {
  if (processes.length === 0) return [modelError('process.none', { elementId: null })];
  const executable = processes.filter(isExecutable);
  if (executable.length === 0) return [modelError('process.notExecutable', { elementId: processes[0]?.id ?? null })];
  const nameless = executable.filter(({ id }) => id === undefined || id === '');
  const skipped = processes.filter((process) => !isExecutable(process));
  return [
    ...nameless.map(() => modelError('id.missing', { elementId: null, values: { type: 'process' } })),
    ...skipped.map(({ id }) =>
      modelWarning('process.skipped', { elementId: id ?? null, values: { process: id ?? '?' } }),
    ),
  ];
}

/** The correlation keys of messages that no element uses; those that are used are told with their elements. */
function messageFaults(roots: readonly Node[], xml: string): readonly ModelProblem[] {
  return roots.flatMap((root): readonly ModelProblem[] => {
    const key = filled(extension(root, 'zeebe:Subscription'), 'correlationKey');
    if (root.$type !== 'bpmn:Message' || key === null || key.trimStart().startsWith('=')) return [];
    if (root.id !== undefined && xml.includes(`messageRef="${root.id}"`)) return [];
    const values = { attribute: 'correlationKey', value: key };
    return [
      modelError('expression.required', { elementId: root.id ?? null, path: 'subscription.correlationKey', values }),
    ];
  });
}

function camunda7(xml: string): readonly ModelProblem[] {
  return xml.includes('http://camunda.org/schema/1.0/bpmn') ? [modelWarning('lint.camunda7', { elementId: null })] : [];
}

function unreadable(error: unknown): ModelProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('failed to parse document as')) return modelError('xml.notBpmn', { elementId: null });
  // "unparsable content <x> detected\n\tline: 3\n\tcolumn: 7\n\tnested error: unclosed tag", positions counted from 0.
  const position = /line: (\d+)\s+column: (\d+)/.exec(message);
  const reason = /nested error: (.*)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '';
  const where = position === null ? '' : `line ${Number(position[1]) + 1}, column ${Number(position[2]) + 1}: `;
  return modelError('xml.malformed', { elementId: null, values: { detail: `${where}${reason}` } });
}

/** References that carry no meaning for the engine: types of data, and the drawing. */
const harmlessReferences =
  /^(bpmndi|di|dc):|:(structureRef|itemSubjectRef|itemRef|correlation\w*|supports|operationRef)$/;

function fromWarning(warning: ModdleWarning, xml: string): readonly ModelProblem[] {
  const element = isNode(warning.element) ? warning.element : null;
  const elementId = ownerId(element);
  const property = warning.property ?? '';
  if (warning.message.startsWith('unresolved reference')) {
    // A flow without an end is told with the flow, where it is compiled.
    if (/:(sourceRef|targetRef)$/.test(property) && element?.$type === 'bpmn:SequenceFlow') return [];
    const isHarmless = harmlessReferences.test(property) || /^(bpmndi|di|dc):/.test(element?.$type ?? '');
    const values = { property: property.replace(/^bpmn:/, ''), reference: String(warning.value) };
    return [(isHarmless ? modelWarning : modelError)('reference.unresolved', { elementId, values })];
  }
  if (warning.message.startsWith('unknown attribute')) {
    return [modelWarning('attribute.unknown', { elementId, values: { attribute: property } })];
  }
  return fromContentWarning(warning.message, elementId, xml);
}

/** The flow element that an event definition belongs to; people do not see event definitions as things of their own. */
function ownerId(node: Node | null): string | null {
  if (node?.$type.endsWith('EventDefinition') && node.$parent !== undefined) return ownerId(node.$parent);
  return node?.id ?? null;
}

function fromContentWarning(message: string, elementId: string | null, xml: string): readonly ModelProblem[] {
  const named = (pattern: RegExp) => pattern.exec(message)?.[1];
  const duplicate = named(/duplicate ID <(.*?)>/);
  if (duplicate !== undefined) return [modelError('id.duplicate', { elementId: duplicate, values: { id: duplicate } })];
  const illegal = named(/illegal ID <(.*?)>/);
  if (illegal !== undefined) return [modelError('id.invalid', { elementId: illegal, values: { id: illegal } })];
  const type = named(/unknown type <(.*?)>/) ?? named(/unparsable content <(.*?)>/);
  if (type === undefined) return [modelError('xml.malformed', { elementId, values: { detail: message } })];
  const isBpmn = type.startsWith('bpmn:');
  return [
    isBpmn
      ? modelError('element.unknown', { elementId: elementId ?? idAt(message, xml), values: { type } })
      : modelWarning('extension.unknown', { elementId, values: { type } }),
  ];
}

/** The id of the tag that a warning points at; its line and column count from 0. */
function idAt(message: string, xml: string): string | null {
  const position = /line: (\d+)\s+column: (\d+)/.exec(message);
  if (position === null) return null;
  const line = xml.split('\n')[Number(position[1])] ?? '';
  const tag = /^[^>]*/.exec(line.slice(Number(position[2])))?.[0] ?? '';
  return /\sid\s*=\s*["']([^"']+)["']/.exec(tag)?.[1] ?? null;
}
