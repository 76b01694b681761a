import { DmnModdle } from 'dmn-moddle';
import type { ModdleElement } from 'dmn-moddle';
import dc from 'dmn-moddle/resources/dmn/json/dc.json' with { type: 'json' };
import di from 'dmn-moddle/resources/dmn/json/di.json' with { type: 'json' };
import dmn from 'dmn-moddle/resources/dmn/json/dmn13.json' with { type: 'json' };
import dmndi from 'dmn-moddle/resources/dmn/json/dmndi13.json' with { type: 'json' };

/** The namespaces of DMN 1.1 to 1.5; the package knows the one of 1.3, and the elements we read are the same. */
const MODEL_NAMESPACE = /https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn\.xsd|\d{8}\/MODEL\/)/g;
const DIAGRAM_NAMESPACE = /https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/DMNDI\//g;

const attribute = (name: string): object => ({ name, type: 'String', isAttr: true });
const child = (name: string, type: string): object => ({ name, type, xml: { serialize: 'property' } });

/** The boxed expressions that came with DMN 1.4, and 1.5's type constraint. */
const BOXED_OF_1_4 = [
  { name: 'ChildExpression', properties: [{ name: 'value', type: 'Expression' }] },
  {
    name: 'Conditional',
    superClass: ['Expression'],
    properties: [child('if', 'ChildExpression'), child('then', 'ChildExpression'), child('else', 'ChildExpression')],
  },
  {
    name: 'Filter',
    superClass: ['Expression'],
    properties: [child('in', 'ChildExpression'), child('match', 'ChildExpression')],
  },
  {
    name: 'For',
    superClass: ['Expression'],
    properties: [attribute('iteratorVariable'), child('in', 'ChildExpression'), child('return', 'ChildExpression')],
  },
  ...['Some', 'Every'].map((name) => ({
    name,
    superClass: ['Expression'],
    properties: [attribute('iteratorVariable'), child('in', 'ChildExpression'), child('satisfies', 'ChildExpression')],
  })),
];

const PACKAGES = {
  dmn: {
    ...dmn,
    types: [
      ...dmn.types.map((type) =>
        type.name === 'ItemDefinition'
          ? { ...type, properties: [...type.properties, child('typeConstraint', 'UnaryTests')] }
          : type,
      ),
      ...BOXED_OF_1_4,
    ],
  },
  dmndi,
  dc,
  di,
};

export type ReadXml =
  | { readonly ok: true; readonly definitions: ModdleElement; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** Reads DMN 1.1 to 1.5. Never throws. */
export async function readXml(xml: string): Promise<ReadXml> {
  const known = xml.replace(MODEL_NAMESPACE, dmn.uri).replace(DIAGRAM_NAMESPACE, dmndi.uri);
  try {
    const { rootElement, warnings } = await new DmnModdle(PACKAGES).fromXML(known);
    return { ok: true, definitions: rootElement, warnings: warnings.map(({ message }) => message) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
