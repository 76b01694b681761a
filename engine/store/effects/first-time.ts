import type { Transaction } from '../database.ts';

/** False when the effect was had before: then the transaction must have no other. */
export async function firstTime(tx: Transaction, effectId: string): Promise<boolean> {
  const { rowCount } = await tx.query('insert into silkflow.effect (effect_id) values ($1) on conflict do nothing', [
    effectId,
  ]);
  return rowCount === 1;
}
