import type Modeler from 'bpmn-js/lib/Modeler.js';

export interface OpenNotes {
  /** Parts of the file that no schema describes. They stay in the file. */
  readonly warnings: number;
  /** The file had no drawing, so one was made. */
  readonly laidOut: boolean;
}

/** Shows a file; one without a drawing is laid out first. Throws with a reason where it is no BPMN at all. */
export async function openXml(modeler: Modeler, xml: string): Promise<OpenNotes> {
  if (/<(\w+:)?BPMNPlane\b/.test(xml)) {
    const { warnings } = await modeler.importXML(xml);
    return { warnings: warnings.length, laidOut: false };
  }
  const { layoutProcess } = await import('bpmn-auto-layout');
  const { warnings } = await modeler.importXML(await layoutProcess(xml));
  return { warnings: warnings.length, laidOut: true };
}
