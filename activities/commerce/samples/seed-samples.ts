import type { Pool } from 'pg';
import { sampleArticles } from '../catalogue/articles.sample.ts';
import { onlineRetailArticles } from '../catalogue/online-retail.sample.ts';
import { saveArticle } from '../catalogue/store/save-article.ts';
import { inTransaction } from '../effects/transaction.ts';
import { sampleRates } from '../fx/rates.sample.ts';
import { saveRates } from '../fx/store/save-rates.ts';
import { newsvendor, economicOrderQuantity } from '../replenishment/reorder-policy.ts';
import { importList } from '../screening/import-list.ts';
import { sampleParties } from '../screening/parties.sample.ts';
import { openLevel } from '../stock/store/open-level.ts';

/** The site that the demonstration's orders ship from, and the one of imported Online Retail orders. */
export const sampleSites = {
  demo: { site: 'SHENZHEN', country: 'CN' },
  retail: { site: 'LONDON', country: 'GB' },
} as const;

/**
 * Fills the tables with the sample catalogue, opening stock, parties and exchange rates, all marked `sample`. Doing it again
 * changes nothing that has moved since; a real catalogue, list or rate is never overwritten.
 */
export async function seedSamples(pool: Pool): Promise<void> {
  await saveRates(pool, sampleRates, 'sample');
  await importList(pool, sampleParties);
  await inTransaction(pool, async (sql) => {
    for (const article of sampleArticles) {
      const { sku, name, hsCode, origin, weightGrams, supplier, weekly, packSize } = article;
      const unitCost = { minor: BigInt(article.costFen), currency: 'CNY' };
      const master = { sku, name, hsCode, origin, weightGrams, supplier, unitCost, source: 'sample' };
      await saveArticle(sql, master, null);
      await openLevel(sql, { ...sampleSites.demo, sku, ...levelsFor(weekly), packSize, threshold: 2 });
    }
    for (const article of onlineRetailArticles) {
      const supplier = 'Yiwu Baihuo Trading';
      const unitCost = { minor: 900n, currency: 'CNY' };
      await saveArticle(sql, { ...article, origin: 'CN', supplier, unitCost, source: 'sample' }, null);
      const level = { onHand: 5_000, reorderPoint: 400, reorderUpTo: 5_000, packSize: 12, threshold: 0 };
      await openLevel(sql, { ...sampleSites.retail, sku: article.sku, ...level });
    }
  });
}

/** Covers two weeks of delivery by the newsvendor level, and orders economic quantities on top. */
function levelsFor(weekly: number): {
  readonly onHand: number;
  readonly reorderPoint: number;
  readonly reorderUpTo: number;
} {
  const mean = weekly * 2;
  const reorderPoint = Math.ceil(newsvendor({ holding: 1, shortage: 12, mean, deviation: mean / 3 }).level);
  const lot = Math.ceil(economicOrderQuantity({ fixed: 40, holding: 0.5, demand: weekly }).quantity);
  return { onHand: reorderPoint + lot, reorderPoint, reorderUpTo: reorderPoint + lot };
}
