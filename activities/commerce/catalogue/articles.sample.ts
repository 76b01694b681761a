/** SAMPLE: what the demonstration's shop sells. Classified from general knowledge; a real shop needs rulings of its own. */
export interface SampleArticle {
  readonly sku: string;
  readonly name: string;
  readonly hsCode: string;
  readonly origin: string;
  readonly weightGrams: number;
  readonly supplier: string;
  /** Purchase price of one piece in fen (CNY minor units). */
  readonly costFen: number;
  /** Net sales price in euro cents. */
  readonly priceCents: number;
  /** Pieces sold a week, for stock levels. */
  readonly weekly: number;
  readonly packSize: number;
}

type Row = readonly [string, string, string, string, number, string, number, number, number, number];

const rows: readonly Row[] = [
  ['SILK-SCARF-90', 'Silk scarf 90 cm', '621410', 'CN', 80, 'Suzhou Yun Silk', 6_800, 3_900, 30, 10],
  ['TSHIRT-COT-M', 'Cotton T-shirt, medium', '610910', 'CN', 180, 'Ningbo Haitang Garments', 1_900, 1_490, 60, 20],
  ['TSHIRT-COT-L', 'Cotton T-shirt, large', '610910', 'CN', 200, 'Ningbo Haitang Garments', 1_950, 1_490, 60, 20],
  ['CARDIGAN-WOOL', 'Wool cardigan', '611011', 'CN', 520, 'Ningbo Haitang Garments', 11_500, 6_900, 12, 6],
  ['SNEAKER-KNIT-42', 'Knitted sneaker, size 42', '640411', 'VN', 760, 'Putian Lanqi Footwear', 9_200, 5_490, 20, 8],
  ['WATCH-QUARTZ-01', 'Quartz wrist watch', '910211', 'CN', 90, 'Shenzhen Heshi Timepieces', 7_400, 4_900, 16, 5],
  ['EARBUD-PRO', 'Wireless earbuds', '851830', 'CN', 60, 'Shenzhen Qingyin Audio', 8_900, 5_900, 40, 10],
  ['CHARGER-65W', 'USB-C charger, 65 W', '850440', 'CN', 130, 'Shenzhen Dianfan Power', 4_200, 2_990, 45, 20],
  ['LAMP-DESK-LED', 'LED desk lamp', '940521', 'CN', 900, 'Zhongshan Guangyao Lighting', 6_100, 3_790, 14, 4],
  [
    'TEASET-CELADON',
    'Celadon tea set, 5 pieces',
    '691110',
    'CN',
    1_450,
    'Longquan Qingyao Ceramics',
    9_800,
    6_490,
    10,
    2,
  ],
  ['MUG-STONEWARE', 'Stoneware mug', '691200', 'CN', 380, 'Longquan Qingyao Ceramics', 1_400, 1_190, 35, 12],
  ['GLASS-TUMBLER-4', 'Glass tumblers, set of 4', '701337', 'CN', 1_100, 'Zibo Liulijie Glass', 2_900, 1_990, 15, 6],
  ['FLASK-STEEL-05', 'Vacuum flask, 0.5 litre', '961700', 'CN', 340, 'Yongkang Wenshi Metalware', 3_300, 2_490, 30, 12],
  ['BACKPACK-25L', 'Backpack, 25 litres', '420292', 'CN', 680, 'Baigou Xinglu Bags', 7_700, 4_990, 18, 5],
  [
    'BLOCKS-WOOD-60',
    'Wooden building blocks, 60 pieces',
    '950300',
    'CN',
    1_200,
    'Yunhe Mumu Toys',
    4_400,
    2_990,
    20,
    6,
  ],
  ['THROW-COTTON', 'Cotton throw', '630130', 'CN', 850, 'Nantong Roumian Textiles', 5_600, 3_590, 12, 6],
  ['TOWEL-LINEN-2', 'Linen tea towels, pair', '630299', 'CN', 160, 'Nantong Roumian Textiles', 1_600, 1_290, 22, 10],
  ['HEADLAMP-LED', 'LED head lamp', '851310', 'CN', 110, 'Zhongshan Guangyao Lighting', 2_800, 1_990, 18, 10],
  ['NOTEBOOK-A5', 'Notebook A5, bound', '482010', 'CN', 260, 'Wenzhou Zhixiang Paper', 900, 890, 40, 20],
  ['STORAGE-BOX-3', 'Storage boxes, set of 3', '392410', 'CN', 620, 'Taizhou Suyun Plastics', 2_100, 1_690, 16, 8],
];

export const sampleArticles: readonly SampleArticle[] = rows.map(
  ([sku, name, hsCode, origin, weightGrams, supplier, costFen, priceCents, weekly, packSize]) => ({
    sku,
    name,
    hsCode,
    origin,
    weightGrams,
    supplier,
    costFen,
    priceCents,
    weekly,
    packSize,
  }),
);
