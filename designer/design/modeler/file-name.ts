import type Modeler from 'bpmn-js/lib/Modeler.js';

interface Definitions {
  readonly rootElements?: readonly { readonly $type: string; readonly id: string }[];
}

/** Name of the file without its ending: the id of its first process, so that a later deployment replaces the same file. */
export function fileNameOf(modeler: Modeler, fallback: string): string {
  const definitions = (modeler as Modeler & { getDefinitions(): Definitions }).getDefinitions();
  const process = definitions.rootElements?.find((root) => root.$type === 'bpmn:Process');
  return (process?.id ?? fallback).replaceAll(/[^\w.-]+/g, '-');
}
