export interface DrawnFile {
  readonly xml: string;
  /** The file had no drawing, so one was made. */
  readonly laidOut: boolean;
}

/** The file as it is, or laid out where it says nothing of where its elements lie. */
export async function withDrawing(xml: string): Promise<DrawnFile> {
  if (/<(\w+:)?BPMNPlane\b/.test(xml)) return { xml, laidOut: false };
  const { layoutProcess } = await import('bpmn-auto-layout');
  return { xml: await layoutProcess(xml), laidOut: true };
}
