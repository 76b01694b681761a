import { z } from 'zod';
import { problemSchema } from '#engine/contracts/api/index.ts';
import type { Operation } from './operation.ts';

type JsonSchema = Record<string, unknown>;

/** The OpenAPI 3.1 document of a list of operations, from the very schemas that check the requests. */
export function openApiDocument(
  root: string,
  title: string,
  operations: readonly Operation[],
  version: string,
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: { title, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: root }],
    paths,
    components: {
      schemas: { Problem: toJsonSchema(problemSchema, 'output') },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{}, { token: [] }],
  };
}

function describe(operation: Operation): Record<string, unknown> {
  const body = requestBody(operation);
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.path.split('/')[1]],
    parameters: [...parameters(operation.params, 'path'), ...parameters(operation.query, 'query')],
    ...(body === null ? {} : { requestBody: body }),
    responses: responses(operation),
  };
}

function requestBody({ body }: Operation): Record<string, unknown> | null {
  if (body === null) return null;
  if (body.type === 'form') {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    const properties = { resources: { type: 'array', items: file }, tenantId: { type: 'string' } };
    const schema = { type: 'object', properties, required: ['resources'] };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  const required = !body.schema.safeParse(undefined).success;
  return { required, content: { 'application/json': { schema: toJsonSchema(body.schema, 'input') } } };
}

function parameters(schema: z.ZodType | null, place: 'path' | 'query'): readonly Record<string, unknown>[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Record<string, z.ZodType> = schema.shape;
  return Object.entries(shape).map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || !each.safeParse(undefined).success,
    schema: toJsonSchema(each, 'input'),
  }));
}

const commonProblems = [400, 401, 403, 500, 503];

function responses(operation: Operation): Record<string, unknown> {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const statuses = [...new Set([...commonProblems, ...operation.problems, ...(operation.body ? [413, 415] : [])])].sort(
    (a, b) => a - b,
  );
  return {
    ...success(operation),
    ...Object.fromEntries(
      statuses.map((status) => [status, { description: statusText[status] ?? '', content: problem }]),
    ),
  };
}

function success({ answer }: Operation): Record<string, unknown> {
  switch (answer.type) {
    case 'empty':
      return { 204: { description: 'Done' } };
    case 'text':
      return { 200: { description: 'Done', content: { [answer.mediaType]: { schema: { type: 'string' } } } } };
    case 'json':
      return { 200: jsonSuccess(answer.schema) };
    case 'maybe-json':
      return { 200: jsonSuccess(answer.schema), 204: { description: 'There is none' } };
  }
}

function jsonSuccess(schema: z.ZodType): Record<string, unknown> {
  return { description: 'Done', content: { 'application/json': { schema: toJsonSchema(schema, 'output') } } };
}

const statusText: Readonly<Record<number, string>> = {
  400: 'The request is not valid',
  401: 'Not authenticated',
  403: 'Host or origin not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict with the present state',
  413: 'The body is too large',
  415: 'The media type is not supported',
  500: 'Internal error',
  501: 'Not implemented',
  503: 'Cannot be served now; nothing was done',
  504: 'No answer in time',
};

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  // The document names its dialect once; each schema would repeat it.
  return { ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }), $schema: undefined };
}
