import { z } from 'zod';
import type { CompiledProcess } from '#engine/contracts/api/compiled-process.ts';

/** What the pages read of a compiled process. */
const definitionViewSchema = z.object({
  processId: z.string(),
  elements: z.record(
    z.string(),
    z.object({
      kind: z.string(),
      scope: z.string().nullable(),
      incoming: z.array(z.string()).default([]),
      loop: z.unknown().optional(),
    }),
  ),
  flows: z.record(z.string(), z.object({ source: z.string(), target: z.string() })),
});

export type DefinitionView = z.infer<typeof definitionViewSchema>;

export function definitionView({ definition }: CompiledProcess): DefinitionView {
  return definitionViewSchema.parse(definition);
}

/** Everything that can hold a token, the process itself left out. */
export function elementIds({ elements, processId }: DefinitionView): readonly string[] {
  return Object.keys(elements).filter((id) => id !== processId);
}

/** Where an instance may begin, as the server checks it: nothing that waits for an event, or for an item of a multi-instance. */
export function canBegin(definition: DefinitionView): readonly string[] {
  const { elements, flows } = definition;
  return elementIds(definition).filter((id) => {
    const element = elements[id];
    if (element === undefined || element.kind === 'startEvent' || element.kind === 'boundaryEvent') return false;
    const sources = element.incoming.map((flow) => elements[flows[flow]?.source ?? '']?.kind);
    return !sources.includes('eventBasedGateway') && !isInsideLoop(definition, id);
  });
}

function isInsideLoop({ elements }: DefinitionView, id: string): boolean {
  for (let at = elements[elements[id]?.scope ?? '']; at !== undefined; at = elements[at.scope ?? '']) {
    if (at.loop !== null && at.loop !== undefined) return true;
  }
  return false;
}
