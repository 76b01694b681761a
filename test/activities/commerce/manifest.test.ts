import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createCommerceActivities } from '#activities/commerce/activities.ts';
import { commerceManifest } from '#activities/commerce/manifest.ts';

const endpoint = { url: 'http://127.0.0.1:9', apiKey: 'none' };
const registry = createCommerceActivities({
  pool: new pg.Pool(),
  pace: 'business',
  publish: () => Promise.resolve(),
  partners: { payment: endpoint, carrier: endpoint, customs: endpoint, supplier: endpoint },
});

it('declares exactly what is registered, undo included', () => {
  const declared = commerceManifest.flatMap(({ type, undo }) => (undo === true ? [type, `${type}.undo`] : [type]));
  expect(new Set(Object.keys(registry))).toEqual(new Set(declared));
});

it('declares every job type that a shipped diagram names, and none that no diagram uses', () => {
  const folder = join(import.meta.dirname, '../../../workflows/definitions');
  const diagrams = ['order-to-settlement', 'replenishment'].flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.bpmn'))
      .map((file) => readFileSync(join(folder, name, file), 'utf8')),
  );
  const used = diagrams.flatMap((xml) =>
    [...xml.matchAll(/taskDefinition type="([^"]+)"/g)].map((match) => match[1] ?? ''),
  );
  expect(new Set(used)).toEqual(new Set(commerceManifest.map(({ type }) => type)));
});

it('gives partners longer than one call may take', () => {
  for (const { type, startToCloseMs } of commerceManifest) expect(startToCloseMs, type).toBeGreaterThan(8_000);
});
