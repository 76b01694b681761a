/** A value that survives JSON unchanged. Numbers are doubles; an integer beyond 2^53 travels as decimal text (ADR 11). */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}
