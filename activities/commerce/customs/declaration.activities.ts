import type { Pool } from 'pg';
import { z } from 'zod';
import { businessError, completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { earlierAnswer, once } from '../effects/effect.ts';
import type { PublishMessage } from '../messages/message-publisher.ts';
import { callPartner } from '../partners/partner-client.ts';
import type { Partners } from '../partners/partners.ts';
import { customsHeldMessage, customsReleasedMessage } from '../webhooks.ts';
import { declaration, filing } from './customs.contract.ts';
import { withdrawDeclaration } from './store/withdraw-declaration.ts';

interface Needs {
  readonly pool: Pool;
  readonly partners: Partners;
}

const input = z.object({ declaration });

function pathOf(declarationId: string): string {
  return `/declarations/${encodeURIComponent(declarationId)}`;
}

/** `customs.withdraw`: the compensation of `customs.file`. */
export function withdrawFiling(deps: Needs): CommerceActivity {
  const type = 'customs.withdraw';
  return defineActivity({
    type,
    input,
    run: async ({ declaration: { declarationId } }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const answer = await callPartner(deps.partners.customs, {
        method: 'POST',
        path: `${pathOf(declarationId)}/withdrawal`,
        body: {},
        idempotencyKey: key,
        answer: filing,
      });
      if (!answer.ok) return fatal(`Withdrawal of ${declarationId} was refused (${answer.code}): ${answer.message}`);
      return once(deps.pool, { key, activity: type }, async (sql) => {
        await withdrawDeclaration(sql, declarationId);
        return completed({ declarationState: 'withdrawn' });
      });
    },
  });
}

/**
 * `customs.answer-hold`: sends what the person decided about a hold. `supply-documents` goes to the office, which then
 * releases; `abandon` is the BPMN error `CUSTOMS_ABANDONED`.
 */
export function answerHold(deps: Needs): CommerceActivity {
  const type = 'customs.answer-hold';
  return defineActivity({
    type,
    input: input.extend({
      holdAnswer: z.object({ action: z.enum(['supply-documents', 'abandon']), note: z.string().nullish() }),
    }),
    run: async ({ declaration: { declarationId }, holdAnswer }, call) => {
      if (holdAnswer.action === 'abandon') {
        return businessError('CUSTOMS_ABANDONED', `The consignment under ${declarationId} is given up.`);
      }
      const answer = await callPartner(deps.partners.customs, {
        method: 'POST',
        path: `${pathOf(declarationId)}/documents`,
        body: { note: holdAnswer.note ?? '' },
        idempotencyKey: call.idempotencyKey,
        answer: filing,
      });
      return answer.ok
        ? completed({ customsStatus: answer.value.status })
        : fatal(`Customs did not take the documents for ${declarationId} (${answer.code}): ${answer.message}`);
    },
  });
}

/** `customs.poll`: asks when the office's webhook stays away, and tells the process by the message that it waits for. */
export function pollCustoms(deps: Needs & { readonly publish: PublishMessage }): CommerceActivity {
  return defineActivity({
    type: 'customs.poll',
    input: input.extend({ orderId: z.string() }),
    run: async ({ orderId, declaration: { declarationId } }) => {
      const answer = await callPartner(deps.partners.customs, {
        method: 'GET',
        path: pathOf(declarationId),
        answer: filing,
      });
      if (!answer.ok) return fatal(`Customs does not know ${declarationId} (${answer.code}): ${answer.message}`);
      const { status, holdCode } = answer.value;
      if (status === 'released') await deps.publish(customsReleasedMessage({ reference: orderId, mrn: declarationId }));
      if (status === 'held') {
        await deps.publish(
          customsHeldMessage({ reference: orderId, mrn: declarationId, holdCode: holdCode ?? 'unknown' }),
        );
      }
      return completed({ customsStatus: status });
    },
  });
}
