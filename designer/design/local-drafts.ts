import { z } from 'zod';

/** Diagrams that were changed and not deployed, kept in this browser: nothing typed is ever lost. */
const draftSchema = z.object({
  id: z.string(),
  name: z.string(),
  xml: z.string(),
  definitionKey: z.string().nullable(),
  savedAt: z.string(),
});

export type LocalDraft = z.infer<typeof draftSchema>;

const prefix = 'silkflow.diagram.';

export function draftById(id: string): LocalDraft | null {
  const text = localStorage.getItem(prefix + id);
  if (text === null) return null;
  try {
    return draftSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Newest first. */
export function allDrafts(): readonly LocalDraft[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => draftById(key.slice(prefix.length)) ?? [])
    .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
}

export function keepDraft(draft: LocalDraft): void {
  localStorage.setItem(prefix + draft.id, JSON.stringify(draft));
}

export function discardDraft(id: string): void {
  localStorage.removeItem(prefix + id);
}
