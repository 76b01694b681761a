import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { ActivityResult } from '#engine/contracts/activity.ts';
import type { JsonObject } from '#engine/contracts/json.ts';
import { findArticles } from '../catalogue/store/find-articles.ts';
import { findCountry } from '../catalogue/store/find-country.ts';
import { completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { once } from '../effects/effect.ts';
import { rateTable } from '../fx/rate-table.ts';
import { minorToJson } from '../money/money.ts';
import type { Order } from '../orders/order.contract.ts';
import { localDateOf, order } from '../orders/order.contract.ts';
import { quote, untaxedQuote } from './quote.ts';
import type { QuoteLine, QuoteRequest, SellerProfile, TaxQuote, Unknown } from './quote.contract.ts';
import type { RuleBook } from './rule-book.ts';
import { insertQuote } from './store/insert-quote.ts';
import { nameOfRule, openRuleReviews } from './store/open-rule-reviews.ts';
import { findRulings } from './store/rulings.ts';

interface Needs {
  readonly pool: Pool;
  readonly rules: RuleBook;
  readonly seller: SellerProfile;
  /** The present day, `2026-11-23`: up to it rules may be known. */
  readonly today: () => string;
}

const type = 'tax.quote';

/**
 * `tax.quote`: taxes and duties of the order by the rules of its local day, with the version of the rule set pinned. What
 * only a person can answer (an article without master data, a country or heading without a rule) completes with
 * `quote.status = "unknown"` and the questions, for the process to ask them.
 */
export function quoteOrder(deps: Needs): CommerceActivity {
  return defineActivity({
    type,
    input: z.object({ order, taxRuling: z.enum(['untaxed']).nullish() }),
    run: ({ order: subject, taxRuling }, call) =>
      once(deps.pool, { key: call.idempotencyKey, activity: type }, async (sql) => {
        const prepared = await requestOf(sql, subject, deps.today());
        if ('unknowns' in prepared) return completed({ quote: asked(prepared.unknowns) });
        const { request } = prepared;
        const rules = deps.rules.plus(await findRulings(sql));
        const needs = { seller: deps.seller, rules, rateOf: await rateTable(sql, request.date) };
        const outcome =
          taxRuling === 'untaxed'
            ? ({ status: 'quoted', quote: untaxedQuote(request, needs) } as const)
            : quote(request, needs);
        if (outcome.status === 'unknown') return unknown(outcome.unknowns);
        const quoteId = `${subject.orderId}:${call.elementInstanceKey}`;
        const content = quoteToJson(quoteId, outcome.quote);
        const { orderId } = subject;
        await insertQuote(sql, { quoteId, key: call.idempotencyKey, orderId, quote: outcome.quote, content });
        await openRuleReviews(sql, orderId, outcome.quote.unverified);
        return completed({ quote: content });
      }),
  });
}

async function requestOf(
  sql: PoolClient,
  subject: Order,
  knownAt: string,
): Promise<{ readonly request: QuoteRequest } | { readonly unknowns: readonly Unknown[] }> {
  const country = await destinationOf(sql, subject);
  const lines = await linesOf(sql, subject);
  const unknowns: Unknown[] = lines.unknown.map((sku) => ({ kind: 'article', subject: sku }));
  if (country === null) unknowns.push({ kind: 'country', subject: subject.shipTo.countryName ?? '(none)' });
  if (country === null || unknowns.length > 0) return { unknowns };
  return {
    request: {
      currency: subject.currency,
      lines: lines.known,
      shippingMinor: subject.shippingMinor,
      shipFrom: subject.shipFrom.country,
      shipTo: { country, region: subject.shipTo.region ?? null },
      buyer: subject.buyer.kind,
      transport: subject.transport,
      date: localDateOf(subject),
      knownAt,
    },
  };
}

/** A missing exchange rate is an incident (import rates, retry); everything else is asked of a person. */
function unknown(unknowns: readonly Unknown[]): ActivityResult {
  const rate = unknowns.find(({ kind }) => kind === 'exchange-rate');
  return rate === undefined
    ? completed({ quote: asked(unknowns) })
    : fatal(`No exchange rate ${rate.subject} is known for the day; import rates and retry.`);
}

function asked(unknowns: readonly Unknown[]): JsonObject {
  return {
    status: 'unknown',
    question: unknowns[0]?.kind ?? 'article',
    subject: unknowns[0]?.subject ?? '',
    unknowns: unknowns.map((unknown) => ({ ...unknown })),
  };
}

async function destinationOf(sql: PoolClient, subject: Order): Promise<string | null> {
  const { country, countryName } = subject.shipTo;
  const name = country ?? countryName;
  return name === undefined ? null : ((await findCountry(sql, name)) ?? country);
}

async function linesOf(sql: PoolClient, subject: Order): Promise<{ known: QuoteLine[]; unknown: string[] }> {
  const articles = await findArticles(
    sql,
    subject.lines.map((line) => line.sku),
  );
  const known: QuoteLine[] = [];
  const unknown = new Set<string>();
  for (const line of subject.lines) {
    const article = articles.get(line.sku);
    if (article === undefined) unknown.add(line.sku);
    else
      known.push({
        sku: line.sku,
        description: article.name,
        quantity: line.quantity,
        goodsMinor: line.unitPriceMinor * BigInt(line.quantity),
        hsCode: article.hsCode,
        origin: article.origin,
      });
  }
  return { known, unknown: [...unknown] };
}

/** The quote as a process variable; amounts as `minorToJson` has them. */
export function quoteToJson(quoteId: string, quoted: TaxQuote): JsonObject {
  const {
    lines,
    layers,
    authorities,
    unverified,
    goodsMinor,
    shippingMinor,
    dutyMinor,
    taxMinor,
    totalMinor,
    ...rest
  } = quoted;
  return {
    ...rest,
    status: 'quoted',
    quoteId,
    goodsMinor: minorToJson(goodsMinor),
    shippingMinor: minorToJson(shippingMinor),
    dutyMinor: minorToJson(dutyMinor),
    taxMinor: minorToJson(taxMinor),
    totalMinor: minorToJson(totalMinor),
    lines: lines.map((line) => ({ ...line, goodsMinor: minorToJson(line.goodsMinor) })),
    layers: layers.map(({ rule, basisMinor, amountMinor, ...layer }) => ({
      ...layer,
      basisMinor: minorToJson(basisMinor),
      amountMinor: minorToJson(amountMinor),
      rule: nameOfRule(rule),
      source: rule.source,
      confidence: rule.confidence,
    })),
    authorities: authorities.map((share) => ({ ...share, amountMinor: minorToJson(share.amountMinor) })),
    unverified: unverified.map(nameOfRule),
  };
}
