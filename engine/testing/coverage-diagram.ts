import type { Coverage } from './coverage.ts';

const reached = { stroke: '#205022', fill: '#c8e6c9' };
const missed = { stroke: '#831311', fill: '#ffcdd2' };

/**
 * The diagram with what tests have reached in green and what they have missed in red, as BPMN: open it in any modeler that
 * knows the colors of the BPMN-in-color proposal, this product's among them. Takes the coverage of each process of the file;
 * what belongs to another one keeps its color. Throws for a file without a drawing.
 */
export function coverageDiagram(xml: string, coverages: Coverage | readonly Coverage[]): string {
  const colors = colorsOf('processId' in coverages ? [coverages] : coverages);
  if (!/<(?:\w+:)?BPMN(?:Shape|Edge)\b/.test(xml)) {
    throw new Error('The file has no drawing to show coverage on: it holds no BPMNShape and no BPMNEdge');
  }
  return declared(xml).replace(
    /<((?:\w+:)?BPMN(Shape|Edge))\b([^>]*?)(\/?)>/g,
    (tag, name, kind, attributes, close) => {
      const id = /\bbpmnElement="([^"]*)"/.exec(String(attributes))?.[1] ?? '';
      const color = colors.get(id);
      if (color === undefined) return String(tag);
      const border = `bioc:stroke="${color.stroke}" color:border-color="${color.stroke}"`;
      const fill = kind === 'Shape' ? ` bioc:fill="${color.fill}" color:background-color="${color.fill}"` : '';
      return `<${String(name)}${withoutColors(String(attributes))} ${border}${fill}${String(close)}>`;
    },
  );
}

function colorsOf(coverages: readonly Coverage[]): ReadonlyMap<string, typeof reached> {
  const colors = new Map<string, typeof reached>();
  for (const { elements, flows, missedElements, missedFlows } of coverages) {
    for (const id of [...elements, ...flows]) colors.set(id, reached);
    for (const id of [...missedElements, ...missedFlows]) colors.set(id, missed);
  }
  return colors;
}

function withoutColors(attributes: string): string {
  return attributes.replace(/\s+(?:bioc|color):[\w-]+="[^"]*"/g, '').trimEnd();
}

/** Declares the two color vocabularies where the file does not. */
function declared(xml: string): string {
  const wanted = {
    bioc: 'http://bpmn.io/schema/bpmn/biocolor/1.0',
    color: 'http://www.omg.org/spec/BPMN/non-normative/color/1.0',
  };
  return Object.entries(wanted).reduce(
    (text, [prefix, uri]) =>
      text.includes(`xmlns:${prefix}=`)
        ? text
        : text.replace(/<((?:\w+:)?definitions)\b/, `<$1 xmlns:${prefix}="${uri}"`),
    xml,
  );
}
