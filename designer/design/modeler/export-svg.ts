import type Modeler from 'bpmn-js/lib/Modeler.js';

/** On screen the colours are variables of the page; a picture that leaves it needs the values for white paper. */
const paperColors: Readonly<Record<string, string>> = {
  '--diagram-fill': '#ffffff',
  '--diagram-stroke': '#39423f',
  '--diagram-label': '#1d2422',
};

export async function exportSvg(modeler: Modeler): Promise<string> {
  const { svg } = await modeler.saveSVG();
  return withPaperColors(svg);
}

export function withPaperColors(svg: string): string {
  return svg.replaceAll(/var\((--[\w-]+)\)/g, (whole, name: string) => paperColors[name] ?? whole);
}
