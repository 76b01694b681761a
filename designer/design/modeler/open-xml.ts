import type Modeler from 'bpmn-js/lib/Modeler.js';
import { withDrawing } from '../../ui/diagram/with-drawing.ts';

export interface OpenNotes {
  /** Parts of the file that no schema describes. They stay in the file. */
  readonly warnings: number;
  /** The file had no drawing, so one was made. */
  readonly laidOut: boolean;
}

/** Shows a file; one without a drawing is laid out first. Throws with a reason where it is no BPMN at all. */
export async function openXml(modeler: Modeler, xml: string): Promise<OpenNotes> {
  const drawn = await withDrawing(xml);
  const { warnings } = await modeler.importXML(drawn.xml);
  return { warnings: warnings.length, laidOut: drawn.laidOut };
}
