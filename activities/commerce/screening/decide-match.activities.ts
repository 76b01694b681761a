import type { Pool } from 'pg';
import { z } from 'zod';
import { businessError, completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { inTransaction } from '../effects/transaction.ts';
import { decideCase } from './store/decisions.ts';

const input = z.object({
  screening: z.object({ caseId: z.string() }),
  review: z.object({ decision: z.enum(['clear', 'match']), reason: z.string().max(2_000).nullish() }),
  reviewer: z.string().nullish(),
});

/**
 * `screening.decide`: writes a person's verdict into the case and remembers it for the pair. A true match is the BPMN error
 * `PARTY_BLOCKED`; its verdict is kept also then. Writing the same verdict twice changes nothing.
 */
export function decideMatch(deps: { readonly pool: Pool }): CommerceActivity {
  return defineActivity({
    type: 'screening.decide',
    input,
    run: async ({ screening: { caseId }, review, reviewer }) => {
      const decision = review.decision === 'clear' ? 'cleared' : 'confirmed';
      const found = await inTransaction(deps.pool, (sql) =>
        decideCase(sql, { caseId, decision, decidedBy: reviewer ?? null, reason: review.reason ?? null }),
      );
      if (!found) return fatal(`Screening case ${caseId} is not known.`);
      return decision === 'cleared'
        ? completed({ screeningOutcome: 'cleared' })
        : businessError('PARTY_BLOCKED', `The party is a true match (case ${caseId}).`);
    },
  });
}
