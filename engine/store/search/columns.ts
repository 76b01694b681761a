import { z } from 'zod';

/** A key in answers: a signed 64-bit integer as decimal text. */
export const key = z.string();
export const keyOrNull = key.nullable();
export const instant = z.iso.datetime();

/** Postgres gives instants as `Date`; the API as ISO-8601 in UTC. */
export function iso(date: Date): string {
  return date.toISOString();
}

export function isoOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** Headers are stored as JSON text of an object of texts. */
export function headersOf(text: string): Record<string, string> {
  return JSON.parse(text) as Record<string, string>;
}

/** `exclusiveGateway` → `EXCLUSIVE_GATEWAY`. */
export function upperSnake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
