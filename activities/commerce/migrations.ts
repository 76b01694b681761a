import { fileURLToPath } from 'node:url';

const areas = [
  'effects',
  'orders',
  'catalogue',
  'stock',
  'payments',
  'freight',
  'customs',
  'tax',
  'fx',
  'ledger',
  'screening',
  'replenishment',
];

/** Folders of the commerce migrations, for the shared runner; all tables lie in the schema `commerce`. */
export const commerceMigrations: readonly string[] = areas.map((area) =>
  fileURLToPath(new URL(`./${area}/store/migrations`, import.meta.url)),
);
