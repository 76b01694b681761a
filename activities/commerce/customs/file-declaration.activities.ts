import type { Pool } from 'pg';
import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import { businessError, completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { earlierAnswer, once, undoOnce } from '../effects/effect.ts';
import { order } from '../orders/order.contract.ts';
import type { Order } from '../orders/order.contract.ts';
import { callPartner, cancelByKey } from '../partners/partner-client.ts';
import type { Partners } from '../partners/partners.ts';
import { quoteVariable } from '../tax/quote.contract.ts';
import type { QuoteVariable } from '../tax/quote.contract.ts';
import { declaration, filing } from './customs.contract.ts';
import { insertDeclaration } from './store/insert-declaration.ts';
import { withdrawDeclaration } from './store/withdraw-declaration.ts';

interface Needs {
  readonly pool: Pool;
  readonly partners: Partners;
}

const type = 'customs.file';

/**
 * `customs.file`: lodges the declaration that the quote asks for, one item a tariff sub-heading. The answer (released or
 * held) comes by webhook. `CUSTOMS_REFUSED` when the office does not accept it at all.
 */
export function fileDeclaration(deps: Needs): CommerceActivity {
  const customs = deps.partners.customs;
  return defineActivity({
    type,
    input: z.object({ order, quote: quoteVariable }),
    run: async ({ order: subject, quote }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const content = declarationOf(subject, quote);
      const answer = await callPartner(customs, {
        method: 'POST',
        path: '/declarations',
        idempotencyKey: key,
        answer: filing,
        body: content,
      });
      if (!answer.ok)
        return businessError('CUSTOMS_REFUSED', `Customs did not accept the declaration: ${answer.message}`);
      const declarationId = answer.value.mrn;
      const result = await once(deps.pool, { key, activity: type }, async (sql) => {
        const { orderId } = subject;
        const { ruleSetVersion, declaration: kind } = quote;
        await insertDeclaration(sql, { declarationId, key, orderId, kind, ruleSetVersion, content });
        return completed({ declaration: { declarationId, kind } });
      });
      if (result.kind === 'fatal') await cancelByKey(customs, '/declarations', key);
      return result;
    },
    undo: async (_given, call) => {
      const done = await undoOnce(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql, result) => {
        await withdrawDeclaration(sql, z.object({ declaration }).parse(result).declaration.declarationId);
      });
      await cancelByKey(customs, '/declarations', call.idempotencyKey);
      return done;
    },
  });
}

/** The declaration's data set; a rule row that is not verified marks it provisional, which bars automatic filing of returns. */
export function declarationOf(subject: Order, quote: QuoteVariable): JsonObject {
  const items = new Map<string, { hsCode: string; origin: string; goodsMinor: bigint; description: string }>();
  for (const line of quote.lines) {
    const id = `${line.hsCode}:${line.origin}`;
    const item = items.get(id);
    items.set(id, {
      hsCode: line.hsCode,
      origin: line.origin,
      goodsMinor: (item?.goodsMinor ?? 0n) + line.goodsMinor,
      description: item?.description ?? line.description,
    });
  }
  return {
    reference: subject.orderId,
    kind: quote.declaration,
    scheme: quote.scheme,
    importerOfRecord: quote.importerOfRecord,
    provisional: quote.unverified.length > 0,
    currency: quote.currency,
    consignor: { site: subject.shipFrom.site, country: subject.shipFrom.country },
    consignee: { name: subject.shipTo.name, country: subject.shipTo.country ?? '' },
    items: [...items.values()].map((item, index) => ({
      number: index + 1,
      hsCode: item.hsCode,
      origin: item.origin,
      description: item.description,
      valueMinor: item.goodsMinor.toString(),
    })),
  };
}
