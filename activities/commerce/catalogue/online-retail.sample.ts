/**
 * SAMPLE: tariff headings of the stock codes that the public Online Retail set begins with, so that its orders can be tried.
 * Classified here by kind of article from general knowledge; codes that are not listed are a question for a person.
 */
interface Kind {
  readonly name: string;
  readonly hsCode: string;
  readonly weightGrams: number;
  readonly skus: string;
}

const kinds: readonly Kind[] = [
  {
    name: 'Candle holder or lantern',
    hsCode: '940550',
    weightGrams: 250,
    skus: '85123A 71053 21730 21731 21733 21324 22224 22464 84755 84832 21340',
  },
  {
    name: 'Cup, mug or ceramic ware',
    hsCode: '691200',
    weightGrams: 350,
    skus: '21068 21071 21871 37370 37444A 37444C 22139 21533 22644 22646 22637 21672',
  },
  {
    name: 'Bag',
    hsCode: '420222',
    weightGrams: 150,
    skus: '20723 20725 21033 21929 21931 21934 22379 22386 22411 22661 22662 22663 85099B 85099C 21559 22352 22629 22631 22659',
  },
  {
    name: 'Household textile',
    hsCode: '630260',
    weightGrams: 180,
    skus: '21035 22900 22310 22261 22262 47580 48187 21523 22189 22381 21258',
  },
  {
    name: 'Hot water bottle or hand warmer',
    hsCode: '401699',
    weightGrams: 400,
    skus: '84029E 84029G 22114 22632 22633',
  },
  {
    name: 'Toy or game',
    hsCode: '950300',
    weightGrams: 350,
    skus: '22745 22748 22749 22752 22622 22623 22540 22544 21791 21912 21913 22492 84854 22176 10002',
  },
  {
    name: 'Household article of metal',
    hsCode: '732399',
    weightGrams: 450,
    skus: '84406B 22960 22961 22838 22839 22424 22427 22428 84880 84969 84997B 84997C 21777 22719 22912 22913 22914 21166 21169 21175 82567 22469 22470 22783',
  },
  {
    name: 'Wooden article',
    hsCode: '442199',
    weightGrams: 600,
    skus: '21754 21755 21756 22168 82482 82483 82484 82486 82494L 22457 22926',
  },
  {
    name: 'Paper article',
    hsCode: '482369',
    weightGrams: 120,
    skus: '21094 21212 21975 21977 22083 22086 84991 21724 21883 85049A 22438 22326',
  },
  {
    name: 'Garland or night light',
    hsCode: '940531',
    weightGrams: 300,
    skus: '22466 22779 22780',
  },
  {
    name: 'Alarm clock',
    hsCode: '910511',
    weightGrams: 300,
    skus: '22726 22727 22728',
  },
  {
    name: 'Parasol or umbrella',
    hsCode: '660199',
    weightGrams: 500,
    skus: '15056BL 15056N 20679',
  },
  {
    name: 'Festive or decorative article',
    hsCode: '950590',
    weightGrams: 200,
    skus: '79321 35004C 84879 71270 84971S 85071B 85183B 84519A',
  },
  {
    name: 'Glass article',
    hsCode: '701399',
    weightGrams: 400,
    skus: '22778 22798 22771 22774 21557',
  },
  {
    name: 'Calculator',
    hsCode: '847010',
    weightGrams: 100,
    skus: '21832',
  },
];

export interface ClassifiedSku {
  readonly sku: string;
  readonly name: string;
  readonly hsCode: string;
  readonly weightGrams: number;
}

export const onlineRetailArticles: readonly ClassifiedSku[] = kinds.flatMap(({ skus, ...kind }) =>
  skus.split(' ').map((sku) => ({ sku, ...kind })),
);
