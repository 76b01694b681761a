import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListEntry } from '#activities/commerce/screening/match-party.ts';
import { matchParty, nameScore } from '#activities/commerce/screening/match-party.ts';
import { namePartsOf, soundKey, soundKeysOf } from '#activities/commerce/screening/name-parts.ts';
import { readOfacFile } from '#activities/commerce/screening/ofac-file.ts';
import { sampleParties } from '#activities/commerce/screening/parties.sample.ts';

/** The score from which the disposition table asks a person. */
const review = 0.75;

describe('names that must surface for review', () => {
  it.each([
    ['Viktor But', 'BOUT, Viktor Anatolijevitch'],
    ['Victor Bout', 'BOUT, Viktor Anatolijevitch'],
    ['Oleg Zarnowsky', 'ZARNOVSKY, Oleg Petrovich'],
    ['Олег Зарновский', 'ZARNOVSKY, Oleg Petrovich'],
    ['Dr. Oleg P. Zarnovskiy', 'ZARNOVSKY, Oleg Petrovich'],
    ['Veltmark Maritime Trading', 'VELTMARK MARITIME TRADING LTD.'],
    ['Torvald Industriegueter', 'TORVALD INDUSTRIEGÜTER GMBH'],
    ['Ramiro Montoya Quinonero', 'MONTOYA QUIÑONERO, Ramiro'],
    ['Tareq Al Qashrani', 'AL-QASHRANI, Tariq Yusuf'],
  ])('%s is like %s', (own, listed) => {
    expect(nameScore(own, listed)).toBeGreaterThanOrEqual(review);
  });
});

describe('names that must not hold an order up', () => {
  it.each([
    ['Viktor Hansen', 'BOUT, Viktor Anatolijevitch'],
    ['Oleg Ivanov', 'ZARNOVSKY, Oleg Petrovich'],
    ['Maria Schmidt', 'ZARNOVSKY, Oleg Petrovich'],
    ['General Trading Company Ltd', 'VELTMARK MARITIME TRADING LTD.'],
    ['Anna Kim', 'KIM, Jong-hwa'],
    ['Samuel Okafor', 'OKONJI-BRANDT, Samuel'],
    ['Torvald Hansen', 'TORVALD INDUSTRIEGÜTER GMBH'],
  ])('%s is not %s', (own, listed) => {
    expect(nameScore(own, listed)).toBeLessThan(review);
  });
});

describe('matching a party with an entry', () => {
  const [zarnovsky] = sampleParties;
  const veltmark = sampleParties[2];

  it('is certain when an identifier is equal, however it is written', () => {
    const match = matchParty({ name: 'Blue Ocean', country: null, identifiers: ['imo 999-9017'] }, veltmark!);
    expect(match).toMatchObject({ score: 1, identifierHit: true });
  });

  it('uses aliases, and says which spelling matched', () => {
    const match = matchParty({ name: 'Oleg Sarnowski', country: 'RU', identifiers: [] }, zarnovsky!);
    expect(match).toMatchObject({ matchedName: 'SARNOWSKI, Oleg', score: 1 });
  });

  it('lowers, and does not clear, a match from another country', () => {
    const same = matchParty({ name: 'Oleg Zarnovsky', country: 'RU', identifiers: [] }, zarnovsky!).score;
    const other = matchParty({ name: 'Oleg Zarnovsky', country: 'DE', identifiers: [] }, zarnovsky!).score;
    expect(other).toBeLessThan(same);
    expect(other).toBeGreaterThanOrEqual(review);
  });

  it('does not depend on the order of the parts, and stays between 0 and 1', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 2, maxLength: 4 }),
        fc.array(word, { minLength: 1, maxLength: 4 }),
        (own, listed) => {
          const score = nameScore(own.join(' '), listed.join(' '));
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(nameScore(own.join(' '), own.toReversed().join(', '))).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

describe('name parts', () => {
  it.each([
    ['Veltmark Shipping S.A.', ['veltmark', 'shipping']],
    ['ООО "Ромашка"', ['romashka']],
    ['Dr. Ayman Al Zawahiri', ['ayman', 'al', 'zawahiri']],
    ['Ltd.', ['ltd']],
  ])('%s', (name, parts) => {
    expect(namePartsOf(name).parts).toEqual(parts);
  });

  it.each([
    ['bout', 'but'],
    ['butt', 'but'],
    ['viktor', 'victor'],
    ['zarnovsky', 'sarnowski'],
  ])('%s sounds like %s', (a, b) => {
    expect(soundKey(a)).toBe(soundKey(b));
  });
});

const samples = process.env['SILKFLOW_DATA_SAMPLES'] ?? resolve(import.meta.dirname, '../../../../../shared/data');
const ofacFile = join(samples, 'ofac-sdn-2023-11.csv');

describe.skipIf(!existsSync(ofacFile))('the public SDN list (skipped where the file is absent)', () => {
  const entries: ListEntry[] = existsSync(ofacFile) ? readOfacFile(readFileSync(ofacFile, 'utf8'), '2023-11') : [];

  it('is read whole, without its line of column names', () => {
    expect(entries.length).toBeGreaterThan(11_000);
    expect(entries.find((entry) => entry.entryId === '8279')).toMatchObject({
      name: 'BOUT, Viktor Anatolijevitch',
      aliases: ['BONT', 'BOUTOV', 'BUTT', 'BUTTE'],
      program: 'DRCONGO',
    });
  });

  it('finds Viktor But among its candidates by sound, and near the top', () => {
    // given
    const party = { name: 'Viktor But', country: null, identifiers: [] };
    const wanted = new Set(soundKeysOf([party.name]));
    const candidates = entries.filter((entry) =>
      soundKeysOf([entry.name, ...entry.aliases]).some((key) => wanted.has(key)),
    );
    // when
    const ranked = candidates
      .map((entry) => ({ entry, ...matchParty(party, entry) }))
      .sort((a, b) => b.score - a.score);
    // then
    expect(ranked[0]?.entry.entryId).toBe('8279');
    expect(candidates.length).toBeLessThan(entries.length / 20);
  });
});
