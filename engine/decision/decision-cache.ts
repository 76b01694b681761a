import { linkDecisions } from './evaluate.ts';
import type { Decisions } from './evaluate.ts';
import type { DecisionModel } from './model.ts';

// A linked model takes some hundred kB; an installation has tens of them in use.
const limit = 200;

/** Links each stored model once. Never stale: content is immutable under its hash. */
export function createDecisionCache(): (hash: string, body: string) => Decisions {
  const linked = new Map<string, Decisions>();
  return (hash, body) => {
    const known = linked.get(hash);
    if (known !== undefined) return known;
    // Deployment has checked the content, and its hash is its identity.
    const { decisions } = linkDecisions(JSON.parse(body) as DecisionModel, { lazy: true });
    const oldest = linked.size < limit ? undefined : linked.keys().next().value;
    if (oldest !== undefined) linked.delete(oldest);
    linked.set(hash, decisions);
    return decisions;
  };
}
