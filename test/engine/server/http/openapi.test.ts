import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiOperations } from '#engine/server/http/api/operations.ts';
import { openApiDocument } from '#engine/server/http/openapi.ts';
import { claimedOperations } from '#engine/server/http/v2/operations.ts';

const parametersSchema = z.object({ parameters: z.array(z.object({ in: z.string(), name: z.string() })).optional() });
const pathsSchema = z.record(z.string(), z.record(z.string(), parametersSchema));

describe.each([
  ['/v2', claimedOperations],
  ['/api', apiOperations],
])('the OpenAPI document of %s', (root, operations) => {
  const document = openApiDocument(root, 'Title', operations, '1.0.0');

  it('holds every operation once, under a name of its own', () => {
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
    expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length);
    const paths = document['paths'] as Record<string, Record<string, unknown>>;
    for (const { method, path } of operations) expect(paths[path]?.[method], `${method} ${path}`).toBeDefined();
  });

  it('declares each place of a path', () => {
    for (const operation of operations) {
      const places = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const described = pathsSchema.parse(document['paths'])[operation.path]?.[operation.method]?.parameters ?? [];
      const named = described.filter((each) => each.in === 'path').map(({ name }) => name);
      expect(named, operation.id).toEqual(places);
    }
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toMatchObject({ openapi: '3.1.0', info: { version: '1.0.0' } });
  });
});
