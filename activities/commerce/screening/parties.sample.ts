import type { ListEntry } from './match-party.ts';

function sample(number: number, name: string, more: Partial<ListEntry> = {}): ListEntry {
  return {
    list: 'SAMPLE',
    entryId: `SAMPLE-${String(number).padStart(4, '0')}`,
    listVersion: '2026-11-22',
    name,
    kind: 'individual',
    program: 'SAMPLE-PROGRAM',
    aliases: [],
    countries: [],
    identifiers: [],
    ...more,
  };
}

/** SAMPLE: invented names of nobody, for the demonstration and tests. Real screening needs an imported list. */
export const sampleParties: readonly ListEntry[] = [
  sample(1, 'ZARNOVSKY, Oleg Petrovich', { aliases: ['SARNOWSKI, Oleg', 'Зарновский, Олег'], countries: ['RU'] }),
  sample(2, 'AL-QASHRANI, Tariq Yusuf', { aliases: ['KASHRANI, Tarek'], countries: ['SY'] }),
  sample(3, 'VELTMARK MARITIME TRADING LTD.', {
    kind: 'entity',
    aliases: ['VELTMARK SHIPPING'],
    identifiers: ['IMO9999017'],
  }),
  sample(4, 'DRAGOMIRESCU, Valeriu', { aliases: ['DRAGOMIR, Valery'], countries: ['MD'] }),
  sample(5, 'OKONJI-BRANDT, Samuel', { countries: ['NG'] }),
  sample(6, 'HEXIN JUYUAN ELECTRONICS CO., LTD.', {
    kind: 'entity',
    aliases: ['和鑫聚源电子有限公司'],
    countries: ['CN'],
  }),
  sample(7, 'MONTOYA QUIÑONERO, Ramiro', { aliases: ['EL RELOJERO'], countries: ['CO'] }),
  sample(8, 'TORVALD INDUSTRIEGÜTER GMBH', { kind: 'entity', countries: ['AT'] }),
  sample(9, 'KIM, Jong-hwa', { aliases: ['KIM, Chong Hwa'], countries: ['KP'] }),
  sample(10, 'BANDAR SHAHRAZI PETROCHEMICAL', { kind: 'entity', countries: ['IR'] }),
];
