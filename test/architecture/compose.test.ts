import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { installationRoot as root, readConfiguration, variables } from '#engine/config/index.ts';

const environmentSchema = z.record(z.string(), z.string());
const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({ image: z.string(), command: z.unknown().optional(), environment: environmentSchema.optional() }),
  ),
});

const compose = composeSchema.parse(parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const own = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('silkflow:'));

/** What the container's environment is: `${NAME:-default}` replaced, secrets as their files would hold them. */
function resolved(environment: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(environment).map(([name, value]) => {
    const text = value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
    return name.endsWith('_FILE') ? [name.slice(0, -'_FILE'.length), 'a'.repeat(64)] : [name, text];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

describe('docker-compose.yml', () => {
  it('runs server, worker and simulators of this version', () => {
    expect(own.map(([name]) => name).sort()).toEqual(['server', 'simulators', 'worker']);
    for (const [, { image }] of own) expect(image).toBe(`silkflow:${version}`);
  });

  it('names every image with a version', () => {
    const floating = Object.values(compose.services).filter(({ image }) => !/:\d+(\.\d+)+(-[\w.-]+)?$/.test(image));
    expect(floating.map(({ image }) => image)).toEqual([]);
  });

  it.each(own)('gives %s only variables that the configuration knows, with values that it accepts', (_, service) => {
    const environment = service.environment ?? {};
    const known = Object.values(variables).flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name]));
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    const reading = readConfiguration(resolved(environment));
    expect(reading.ok ? [] : reading.problems).toEqual([]);
  });

  it('starts main files that exist', () => {
    for (const [, { command }] of own) {
      const main = z.tuple([z.literal('node'), z.string()]).parse(command)[1];
      expect(() => readFileSync(join(root, main.replace(/\.js$/, '.ts')))).not.toThrow();
    }
  });
});
