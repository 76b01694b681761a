import type { ModdleElement } from 'dmn-moddle';
import { checkModel } from './check.ts';
import type { DecisionModel, DecisionProblem, ImportedModel } from './model.ts';
import { elementsIn, idOf, nameOf, textIn } from './read/elements.ts';
import { readDefinitions } from './read/read-definitions.ts';
import { readXml } from './read/xml.ts';
import { say } from './words/say.ts';

/** Finds the XML of an imported model; undefined when nobody knows it. */
export type ResolveImport = (wanted: {
  readonly namespace: string;
  readonly location: string | null;
}) => string | undefined | Promise<string | undefined>;

export type ParsedDecisions =
  | { readonly ok: true; readonly model: DecisionModel }
  /** `model` is what could be read in spite of the problems, null when nothing could; only good for finding more of them. */
  | { readonly ok: false; readonly problems: readonly DecisionProblem[]; readonly model: DecisionModel | null };

/**
 * Reads DMN 1.1 to 1.5 into a model of plain JSON, with the models it imports inside. All faults of structure are told
 * at once; expressions are looked at when the model is linked. For deployment only: it reads XML.
 */
export async function parseDecisions(
  xml: string,
  resolveImport: ResolveImport = () => undefined,
): Promise<ParsedDecisions> {
  const problems: DecisionProblem[] = [];
  const model = await parseModel(xml, resolveImport, [], problems);
  if (model !== null) problems.push(...checkModel(model));
  return model === null || problems.length > 0 ? { ok: false, problems, model } : { ok: true, model };
}

/** `importing` lists the namespaces on the way here, the wanted one last; it is empty for the model that was asked for. */
async function parseModel(
  xml: string,
  resolveImport: ResolveImport,
  importing: readonly string[],
  problems: DecisionProblem[],
): Promise<DecisionModel | null> {
  const read = await readXml(xml);
  if (!read.ok) {
    problems.push({ code: 'xml', elementId: '', message: read.message });
    return null;
  }
  for (const warning of read.warnings) {
    const id = /duplicate ID <([^>]*)>/.exec(warning)?.[1];
    if (id !== undefined) {
      problems.push({ code: 'duplicate-id', elementId: id, message: say('decision.idRepeated', { id }) });
    }
  }
  const { definitions } = read;
  const namespace = textIn(definitions, 'namespace') ?? '';
  const wanted = importing.at(-1);
  if (wanted !== undefined && wanted !== namespace) {
    problems.push({
      code: 'missing-import',
      elementId: idOf(definitions),
      message: say('decision.otherNamespace', { namespace, wanted }),
    });
    return null;
  }
  const imports: ImportedModel[] = [];
  for (const element of elementsIn(definitions, 'import')) {
    const imported = await parseImport(
      element,
      resolveImport,
      wanted === undefined ? [namespace] : importing,
      problems,
    );
    if (imported !== null) imports.push(imported);
  }
  return readDefinitions(definitions, imports);
}

async function parseImport(
  element: ModdleElement,
  resolveImport: ResolveImport,
  importing: readonly string[],
  problems: DecisionProblem[],
): Promise<ImportedModel | null> {
  const namespace = textIn(element, 'namespace') ?? '';
  const importType = textIn(element, 'importType') ?? '';
  // Java classes, PMML and XML schemas can be imported too; only decision models hold decisions.
  if (!importType.includes('/DMN/')) return null;
  const elementId = idOf(element) || nameOf(element) || namespace;
  if (importing.includes(namespace)) {
    problems.push({ code: 'cycle', elementId, message: say('decision.importsItself', { namespace }) });
    return null;
  }
  const xml = await resolveImport({ namespace, location: textIn(element, 'locationURI') });
  if (xml === undefined) {
    problems.push({ code: 'missing-import', elementId, message: say('decision.importMissing', { namespace }) });
    return null;
  }
  const model = await parseModel(xml, resolveImport, [...importing, namespace], problems);
  return model === null ? null : { prefix: nameOf(element), model };
}
