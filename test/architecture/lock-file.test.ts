import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { installationRoot as root } from '#engine/config/index.ts';

const names = z.record(z.string(), z.string()).optional();
const lock = z
  .object({ packages: z.record(z.string(), z.object({ version: z.string().optional(), optionalDependencies: names })) })
  .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
const manifest = z
  .object({ dependencies: names, devDependencies: names })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

describe('package-lock.json', () => {
  it('names the packages of every platform: npm loses those that a registry does not have, and npm ci then fails', () => {
    const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    const present = Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13));
    expect(wanted.filter((name) => !present.includes(name))).toEqual([]);
  });

  it('pins what package.json pins, exactly', () => {
    const pins = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const odd = pins.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version);
    expect(odd).toEqual([]);
  });
});
