import { linkDecisions } from './evaluate.ts';
import type { Decisions } from './evaluate.ts';
import type { DecisionProblem } from './model.ts';
import { parseDecisions } from './parse.ts';
import type { ResolveImport } from './parse.ts';

export type CompiledDecisions =
  | { readonly ok: true; readonly decisions: Decisions }
  | { readonly ok: false; readonly problems: readonly DecisionProblem[] };

/**
 * Reads, checks and links a DMN file for deployment: refused with all its faults, or ready. Apart from `evaluate.ts`, so
 * that who only evaluates needs no reader of XML.
 */
export async function compileDecisions(xml: string, resolveImport?: ResolveImport): Promise<CompiledDecisions> {
  const parsed = await parseDecisions(xml, resolveImport);
  if (!parsed.ok) {
    const more = parsed.model === null ? [] : linkDecisions(parsed.model).problems;
    return { ok: false, problems: [...parsed.problems, ...more] };
  }
  const { decisions, problems } = linkDecisions(parsed.model);
  return problems.length === 0 ? { ok: true, decisions } : { ok: false, problems };
}
