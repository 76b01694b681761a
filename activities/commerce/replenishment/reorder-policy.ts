/** Pieces to order so that the position reaches `upTo`, in whole packs: pack 3, level 20, empty = 21. */
export function orderUpTo(level: {
  readonly position: number;
  readonly upTo: number;
  readonly packSize: number;
}): number {
  const missing = Math.max(0, level.upTo - level.position);
  return Math.ceil(missing / level.packSize) * level.packSize;
}

/** Economic order quantity and its cost per period: `fixed` cost an order, `holding` cost a piece and period (Harris 1913). */
export function economicOrderQuantity(given: {
  readonly fixed: number;
  readonly holding: number;
  readonly demand: number;
}): { readonly quantity: number; readonly cost: number } {
  const { fixed, holding, demand } = given;
  return { quantity: Math.sqrt((2 * fixed * demand) / holding), cost: Math.sqrt(2 * fixed * demand * holding) };
}

/** Best base stock for one period of normally distributed demand, and its expected cost (newsvendor). */
export function newsvendor(given: {
  readonly holding: number;
  readonly shortage: number;
  readonly mean: number;
  readonly deviation: number;
}): { readonly level: number; readonly cost: number } {
  const { holding, shortage, mean, deviation } = given;
  const z = normalQuantile(shortage / (shortage + holding));
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return { level: mean + z * deviation, cost: (holding + shortage) * deviation * density };
}

/** Inverse of the standard normal distribution: bisection on its series, exact to the last few digits of a double. */
function normalQuantile(probability: number): number {
  let low = -9;
  let high = 9;
  for (let step = 0; step < 200 && low < high; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (normalProbability(middle) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Marsaglia's series for the standard normal distribution (Journal of Statistical Software 11, 2004). */
function normalProbability(x: number): number {
  let sum = x;
  let term = x;
  for (let odd = 3; odd < 400; odd += 2) {
    term *= (x * x) / odd;
    const next = sum + term;
    if (next === sum) break;
    sum = next;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
