import type { Pool } from 'pg';
import { z } from 'zod';
import { saveArticle } from '../catalogue/store/save-article.ts';
import { saveCountryAlias } from '../catalogue/store/save-country-alias.ts';
import { businessError, completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import { countryCode, order } from '../orders/order.contract.ts';

/** A form sends an empty text for a field that was left alone. */
function answered<T>(schema: z.ZodType<T, string>): z.ZodType<T | null | undefined> {
  return z.preprocess((value) => (value === '' ? null : value), schema.nullish());
}

const input = z.object({
  order,
  quote: z.object({
    unknowns: z.array(z.object({ kind: z.string(), subject: z.string() })).min(1),
  }),
  ruling: z.object({
    /** `answer` fills in what was asked; `untaxed` leaves tax to the buyer at the border; `reject` gives the order up. */
    decision: z.enum(['answer', 'untaxed', 'reject']),
    hsCode: answered(z.string().regex(/^\d{6,10}$/, '6 to 10 digits')),
    origin: answered(countryCode),
    weightGrams: z.number().int().positive().nullish(),
    country: answered(countryCode),
    applyToAll: z.boolean().nullish(),
  }),
  ruledBy: z.string().nullish(),
});

/**
 * `tax.record-ruling`: what a person said about an unknown article or country enters the master data, so that the next order
 * is not asked again. Giving the order up is the BPMN error `NOT_CLASSIFIED`.
 */
export function recordRuling(deps: { readonly pool: Pool }): CommerceActivity {
  const type = 'tax.record-ruling';
  return defineActivity({
    type,
    input,
    run: ({ order: subject, quote, ruling, ruledBy }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        if (ruling.decision === 'reject') {
          return businessError(
            'NOT_CLASSIFIED',
            `Order ${subject.orderId} was given up: ${quote.unknowns[0]?.subject}.`,
          );
        }
        const articles = quote.unknowns
          .filter((unknown) => unknown.kind === 'article')
          .map((unknown) => unknown.subject);
        const { hsCode, origin, weightGrams } = ruling;
        if (articles.length > 0 && hsCode && origin) {
          for (const sku of ruling.applyToAll === true ? articles : articles.slice(0, 1)) {
            const line = subject.lines.find((each) => each.sku === sku);
            const name = line?.description ?? sku;
            const article = {
              sku,
              name,
              hsCode,
              origin,
              weightGrams: weightGrams ?? 500,
              supplier: null,
              unitCost: null,
            };
            await saveArticle(sql, { ...article, source: 'ruling' }, ruledBy ?? null);
          }
          return completed({ ruling: null });
        }
        const country = quote.unknowns.find((unknown) => unknown.kind === 'country');
        if (country !== undefined && ruling.country) {
          await saveCountryAlias(sql, country.subject, ruling.country, 'ruling');
          return completed({ ruling: null });
        }
        if (ruling.decision === 'untaxed' && articles.length === 0) {
          return completed({ ruling: null, taxRuling: 'untaxed' });
        }
        return fatal(
          `The ruling answers none of: ${quote.unknowns.map((each) => `${each.kind} ${each.subject}`).join(', ')}.`,
        );
      }),
  });
}
