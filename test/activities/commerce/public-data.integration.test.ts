import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEcbFile } from '#activities/commerce/fx/ecb-file.ts';
import { rateTable, returnRate } from '#activities/commerce/fx/rate-table.ts';
import { saveRates } from '#activities/commerce/fx/store/save-rates.ts';
import { importList } from '#activities/commerce/screening/import-list.ts';
import { matchParty } from '#activities/commerce/screening/match-party.ts';
import { soundKeysOf } from '#activities/commerce/screening/name-parts.ts';
import { readOfacFile } from '#activities/commerce/screening/ofac-file.ts';
import { findCandidates } from '#activities/commerce/screening/store/find-candidates.ts';
import type { FreshDatabase } from '#test/support/index.ts';
import { freshDatabase } from '#test/support/index.ts';

const samples = process.env['SILKFLOW_DATA_SAMPLES'] ?? resolve(import.meta.dirname, '../../../../shared/data');
const zip = join(samples, 'ecb-eurofxref-hist.zip');
const list = join(samples, 'ofac-sdn-2023-11.csv');

let database: FreshDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('exchange rates', () => {
  const days = [
    { currency: 'USD', day: '2024-06-28', perEuro: '1.0705' },
    { currency: 'USD', day: '2024-07-01', perEuro: '1.0745' },
  ];

  it('of a day without publication are those of the day before; a tax return takes the next', async () => {
    await saveRates(pool, days, 'sample');
    expect((await rateTable(pool, '2024-06-30'))('EUR', 'USD')).toBe('1.0705');
    expect(await returnRate(pool, 'USD', '2024-06-30')).toBe('1.0745000000');
    expect((await rateTable(pool, '2024-06-27'))('EUR', 'USD')).toBeNull();
  });

  it('that were imported are not overwritten by samples', async () => {
    await saveRates(pool, [{ currency: 'GBP', day: '2024-06-28', perEuro: '0.84638' }], 'ECB');
    expect(await saveRates(pool, [{ currency: 'GBP', day: '2024-06-28', perEuro: '0.9' }], 'sample')).toBe(0);
    expect((await rateTable(pool, '2024-06-28'))('EUR', 'GBP')).toBe('0.84638');
  });

  it.skipIf(!existsSync(zip))('are taken from the public history (skipped where the file is absent)', async () => {
    const rates = readEcbFile(readFileSync(zip));
    expect(await saveRates(pool, rates, 'ECB')).toBe(rates.length);
    expect((await rateTable(pool, '2024-06-28'))('EUR', 'CNY')).toBe('7.7748');
    // 2024-06-30 was a Sunday.
    expect(await returnRate(pool, 'GBP', '2024-06-30')).toBe(
      `${rates.find(({ currency, day }) => currency === 'GBP' && day === '2024-07-01')?.perEuro}00000`.padEnd(12, '0'),
    );
  });
});

describe('a sanctions list', () => {
  const csv = (name: string): string =>
    `36,AEROSAMPLE,-0- ,CUBA,-0- ,-0- \n8279,"${name}",individual,SAMPLE,-0- ,a.k.a. 'BUTT'.\n`;

  it('is put in force whole: changed entries change, missing ones go', async () => {
    await importList(pool, readOfacFile(csv('BOUT, Viktor'), '1'));
    await importList(pool, readOfacFile(csv('BOUT, Viktor Anatolijevitch').split('\n').slice(1).join('\n'), '2'));
    const { rows } = await pool.query(
      `select entry_id, name, list_version from commerce.screening_entry where list = 'OFAC-SDN'`,
    );
    expect(rows).toEqual([{ entry_id: '8279', name: 'BOUT, Viktor Anatolijevitch', list_version: '2' }]);
    await expect(importList(pool, [])).rejects.toThrow('no entry');
  });

  it.skipIf(!existsSync(list))('as published finds Viktor But (skipped where the file is absent)', async () => {
    await importList(pool, readOfacFile(readFileSync(list, 'utf8'), '2023-11'));
    const party = { name: 'Viktor But', country: null, identifiers: [] };
    const candidates = await findCandidates(pool, soundKeysOf([party.name]));
    const best = candidates
      .map((entry) => ({ entry, ...matchParty(party, entry) }))
      .sort((a, b) => b.score - a.score)[0];
    expect(best?.entry.entryId).toBe('8279');
    expect(best?.score).toBeGreaterThan(0.75);
  });
});
