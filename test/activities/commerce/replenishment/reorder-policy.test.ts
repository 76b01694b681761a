import { describe, expect, it } from 'vitest';
import { economicOrderQuantity, newsvendor, orderUpTo } from '#activities/commerce/replenishment/reorder-policy.ts';

describe('published examples', () => {
  it.each([
    [{ holding: 2, shortage: 18, mean: 120, deviation: 10 }, 132.815515655446, 35.09966638649737],
    [{ holding: 0.18, shortage: 0.7, mean: 50, deviation: 8 }, 56.60395592743389, 1.9976051931766445],
  ])('newsvendor %j', (given, level, cost) => {
    const result = newsvendor(given);
    expect(result.level).toBeCloseTo(level, 9);
    expect(result.cost).toBeCloseTo(cost, 9);
  });

  it('economic order quantity', () => {
    const { quantity, cost } = economicOrderQuantity({ fixed: 8, holding: 0.225, demand: 1300 });
    expect(quantity).toBeCloseTo(304.0467800264368, 9);
    expect(cost).toBeCloseTo(68.41052550594829, 9);
  });

  it.each([
    [{ position: 0, upTo: 20, packSize: 3 }, 21],
    [{ position: 20, upTo: 20, packSize: 3 }, 0],
    [{ position: 25, upTo: 20, packSize: 3 }, 0],
    [{ position: 19, upTo: 20, packSize: 3 }, 3],
    [{ position: -4, upTo: 20, packSize: 1 }, 24],
  ])('whole packs %j = %i', (given, quantity) => {
    expect(orderUpTo(given)).toBe(quantity);
  });
});
