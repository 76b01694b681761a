/** SAMPLE: a market of the demonstration: invented people at real kinds of addresses. */
export interface Market {
  readonly country: string;
  readonly currency: string;
  /** Hours from UTC, for the local time of purchase; the demonstration leaves daylight saving time out. */
  readonly offset: string;
  /** Share of orders among all markets. */
  readonly weight: number;
  readonly givenNames: readonly string[];
  readonly familyNames: readonly string[];
  readonly places: readonly {
    readonly city: string;
    readonly postcode: string;
    readonly street: string;
    readonly region?: string;
  }[];
}

function places(text: string): Market['places'] {
  return text.split('; ').map((place) => {
    const [city = '', postcode = '', street = '', region] = place.split(', ');
    return region === undefined ? { city, postcode, street } : { city, postcode, street, region };
  });
}

function market(
  country: string,
  currency: string,
  offset: string,
  weight: number,
  given: string,
  family: string,
  where: string,
): Market {
  return {
    country,
    currency,
    offset,
    weight,
    givenNames: given.split(' '),
    familyNames: family.split(' '),
    places: places(where),
  };
}

export const sampleMarkets: readonly Market[] = [
  market(
    'DE',
    'EUR',
    '+01:00',
    24,
    'Anna Jonas Lena Felix Marie Paul Greta Emil',
    'Weber Schneider Hoffmann Krüger Vogel Lorenz Busch Engel',
    'Berlin, 10435, Kastanienallee 12; Köln, 50674, Lindenstraße 5; Leipzig, 04109, Ranstädter Steinweg 8; Hamburg, 20357, Schulterblatt 41',
  ),
  market(
    'FR',
    'EUR',
    '+01:00',
    17,
    'Camille Hugo Chloé Louis Manon Jules Inès Théo',
    'Moreau Girard Lefèvre Roux Fontaine Mercier Blanc Garnier',
    'Lyon, 69001, rue de la République 14; Nantes, 44000, quai de la Fosse 3; Paris, 75011, rue Oberkampf 88; Lille, 59000, rue Solférino 20',
  ),
  market(
    'GB',
    'GBP',
    '+00:00',
    16,
    'Amelia Oliver Isla George Freya Arthur Poppy Alfie',
    'Turner Bennett Hughes Fletcher Walsh Marsh Doyle Pearson',
    'London, E8 3PN, Mare Street 210; Bristol, BS1 5TY, Park Street 44; Leeds, LS1 6AE, Park Row 9; Glasgow, G1 3AX, Ingram Street 61',
  ),
  market(
    'US',
    'USD',
    '-05:00',
    18,
    'Emma Liam Olivia Noah Ava Ethan Mia Lucas',
    'Carter Brooks Sullivan Reyes Foster Nguyen Price Hayes',
    'Oakland, 94612, Broadway 1900, CA; Brooklyn, 11215, 7th Avenue 318, NY; Austin, 78704, South Congress Ave 1512, TX; Portland, 97205, SW Alder St 1020, OR; Seattle, 98122, E Pike St 1415, WA',
  ),
  market(
    'RO',
    'RON',
    '+02:00',
    8,
    'Andrei Ioana Mihai Elena Radu Ana Vlad Maria',
    'Ionescu Popa Dumitru Stan Marin Toma Rusu Neagu',
    'București, 010071, Calea Victoriei 120; Cluj-Napoca, 400001, Strada Memorandumului 6; Iași, 700032, Strada Lăpușneanu 12',
  ),
  market(
    'PL',
    'PLN',
    '+01:00',
    6,
    'Zofia Jakub Hanna Szymon Maja Antoni Julia Filip',
    'Kowalczyk Mazur Wójcik Zając Pawlak Król Wrona Sikora',
    'Warszawa, 00-375, ulica Smolna 11; Kraków, 31-008, ulica Gołębia 4; Gdańsk, 80-831, ulica Długa 45',
  ),
  market(
    'SE',
    'SEK',
    '+01:00',
    4,
    'Elsa Hugo Alma Nils Astrid Oskar Saga Axel',
    'Lindqvist Berglund Sandström Nyström Holm Åberg Sjögren Ek',
    'Stockholm, 116 46, Götgatan 55; Malmö, 211 22, Södra Förstadsgatan 18',
  ),
  market(
    'NL',
    'EUR',
    '+01:00',
    5,
    'Sanne Daan Lotte Bram Fleur Thijs Noor Sem',
    'Visser Bakker Mulder Dekker Kuiper Vos Brouwer Smeets',
    'Utrecht, 3511 LN, Oudegracht 180; Rotterdam, 3012 KG, Witte de Withstraat 27',
  ),
  market(
    'CH',
    'CHF',
    '+01:00',
    1,
    'Lara Nico Mia Luca',
    'Baumann Keller Frei Huber',
    'Zürich, 8005, Langstrasse 190; Bern, 3011, Kramgasse 12',
  ),
];

/** Buyers whose names resemble the sample list: some are meant to be stopped, most to be looked at. */
export const suspiciousNames = [
  'Oleg Zarnowsky',
  'Tareq Al Qashrani',
  'Veltmark Maritime Trading',
  'Valeriu Dragomirescu',
  'Samuel Okonji Brandt',
  'Ramiro Montoya Quinonero',
] as const;
