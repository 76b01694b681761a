import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { saveArticle } from '../catalogue/store/save-article.ts';
import { saveCountryAlias } from '../catalogue/store/save-country-alias.ts';
import { businessError, completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import { Exact } from '../money/money.ts';
import { countryCode, localDateOf, order } from '../orders/order.contract.ts';
import { insertRuling } from './store/rulings.ts';

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
    dutyPercent: z.number().min(0).max(1_000).nullish(),
    applyToAll: z.boolean().nullish(),
  }),
  ruledBy: z.string().nullish(),
});
type Given = z.output<typeof input>;

/**
 * `tax.record-ruling`: what a person said about an unknown article, country or duty rate enters the master data, so that the
 * next order is not asked again. An answer to something else is asked again, with `rulingNote` saying so. Giving the order up
 * is the BPMN error `NOT_CLASSIFIED`.
 */
export function recordRuling(deps: { readonly pool: Pool; readonly today: () => string }): CommerceActivity {
  const type = 'tax.record-ruling';
  return defineActivity({
    type,
    input,
    run: (given, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const { decision } = given.ruling;
        const [question] = given.quote.unknowns;
        if (decision === 'reject') {
          return businessError(
            'NOT_CLASSIFIED',
            `Order ${given.order.orderId} was given up: ${question?.subject ?? ''}.`,
          );
        }
        if (decision === 'untaxed' && question?.kind !== 'article') {
          return completed({ ruling: null, rulingNote: null, taxRuling: 'untaxed' });
        }
        const isAnswered = decision === 'answer' && (await recordAnswer(sql, given, deps.today()));
        return completed({
          ruling: null,
          rulingNote: isAnswered ? null : 'The question was not answered. 问题未得到答复。',
        });
      }),
  });
}

/** Records the answer to the first question (an article's may serve all articles); false = what it needs was not given. */
async function recordAnswer(sql: PoolClient, given: Given, today: string): Promise<boolean> {
  const [question] = given.quote.unknowns;
  switch (question?.kind) {
    case 'article':
      return recordArticles(sql, given);
    case 'country':
      if (!given.ruling.country) return false;
      await saveCountryAlias(sql, question.subject, given.ruling.country, 'ruling');
      return true;
    case 'duty-rate':
      return recordDutyRate(sql, given, question.subject, today);
    default:
      return false;
  }
}

async function recordArticles(sql: PoolClient, { order: subject, quote, ruling, ruledBy }: Given): Promise<boolean> {
  const { hsCode, origin, weightGrams } = ruling;
  if (!hsCode || !origin) return false;
  const articles = quote.unknowns.filter((unknown) => unknown.kind === 'article').map((unknown) => unknown.subject);
  for (const sku of ruling.applyToAll === true ? articles : articles.slice(0, 1)) {
    const name = subject.lines.find((line) => line.sku === sku)?.description ?? sku;
    const article = { sku, name, hsCode, origin, weightGrams: weightGrams ?? 500, supplier: null, unitCost: null };
    await saveArticle(sql, { ...article, source: 'ruling' }, ruledBy ?? null);
  }
  return true;
}

async function recordDutyRate(sql: PoolClient, given: Given, subject: string, today: string): Promise<boolean> {
  const [jurisdiction, code] = subject.split(' ');
  const { dutyPercent } = given.ruling;
  if (dutyPercent === null || dutyPercent === undefined || jurisdiction === undefined || code === undefined)
    return false;
  const { orderId } = given.order;
  const row = {
    jurisdiction,
    scheme: 'mfn-duty',
    field: `rate:${code}`,
    value: new Exact(dutyPercent).div(100).toFixed(),
    validFrom: localDateOf(given.order),
    validTo: null,
    knownAt: today,
    source: `ruling on order ${orderId}`,
    confidence: 'unverified',
  } as const;
  await insertRuling(sql, { row, orderId, ruledBy: given.ruledBy ?? null });
  return true;
}
