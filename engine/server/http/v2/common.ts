import { z } from 'zod';
import type { JsonObject } from '#engine/contracts/json.ts';
import { ApiProblem, sayFault } from '#engine/server/problems/index.ts';

/** A key in a path or body: a signed 64-bit integer as decimal text. */
export const keySchema = z
  .string()
  .refine((text) => /^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n, sayFault('key.invalid'));

/** Variables: an object whose properties are their names. */
export const variablesSchema = z.record(z.string(), z.json()).transform((variables): JsonObject => variables);

export const optionalVariables = variablesSchema.nullish().transform((variables): JsonObject => variables ?? {});

/** The one tenant there is. */
export const defaultTenant = '<default>';

export const tenantSchema = z.string().optional();

/** Callers may name the tenant; another one does not exist. */
export function checkTenant(tenantId: string | undefined): string {
  if (tenantId !== undefined && tenantId !== defaultTenant) {
    throw new ApiProblem(400, 'request.tenant', { tenantId }, { field: 'tenantId' });
  }
  return defaultTenant;
}

/** A number that callers attach to find their own requests again; accepted and not used. */
export const operationReference = z.int().optional();

/** Camunda's ids of elements and processes. */
export const idSchema = z.string().min(1).max(255);
