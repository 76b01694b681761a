import type { Json } from '#engine/contracts/json.ts';
import { formatIso } from '../temporal/format-temporal.ts';
import { FeelContext } from './context.ts';
import type { Entries } from './context.ts';
import { FeelFunction } from './function.ts';
import { isIntegral, isNumber, numberFromDouble, numberToDouble, numberToText } from './number.ts';
import { FeelRange } from './range.ts';
import { textOf } from './format.ts';
import { isList } from './value.ts';
import type { Value } from './value.ts';

type JsonObject = { readonly [key: string]: Json };

/** A JSON object read entry by entry, as an expression asks; only its own keys are reachable. */
class JsonEntries implements Entries {
  readonly #source: JsonObject;
  readonly #read = new Map<string, Value>();

  constructor(source: JsonObject) {
    this.#source = source;
  }

  get(key: string): Value | undefined {
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    if (!this.has(key)) return undefined;
    const value = fromJson(this.#source[key] ?? null);
    this.#read.set(key, value);
    return value;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#source, key);
  }

  keys(): Iterable<string> {
    return Object.keys(this.#source);
  }
}

/** `Array.isArray` alone does not tell the compiler about readonly arrays. */
const isArray = (json: Json): json is readonly Json[] => Array.isArray(json);

/** The FEEL value of JSON from outside. Objects are read lazily, so a path through a large one costs only its steps. */
export function fromJson(json: Json): Value {
  if (json === null || typeof json === 'string' || typeof json === 'boolean') return json;
  if (typeof json === 'number') return numberFromDouble(json);
  if (isArray(json)) return json.map((item) => fromJson(item));
  return new FeelContext(new JsonEntries(json));
}

/** Called for each integer that no double holds and that leaves as text therefore. */
export type OnWideInteger = (text: string) => void;

/**
 * The JSON of a value: numbers as the nearest double, an integer that no double holds as its digits, temporal values in
 * ISO 8601, ranges and functions as text.
 */
export function toJson(value: Value, onWideInteger: OnWideInteger = () => {}): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (isNumber(value)) return decimalToJson(value, onWideInteger);
  if (isList(value)) return value.map((item) => toJson(item, onWideInteger));
  if (value instanceof FeelContext) {
    return Object.fromEntries(value.keys().map((key) => [key, toJson(value.get(key) ?? null, onWideInteger)]));
  }
  if (value instanceof FeelRange || value instanceof FeelFunction) return textOf(value);
  return formatIso(value);
}

function decimalToJson(value: Parameters<typeof numberToText>[0], onWideInteger: OnWideInteger): Json {
  const double = numberToDouble(value);
  if (!isIntegral(value)) return double;
  const text = numberToText(value);
  if (BigInt(text) === BigInt(double)) return double;
  onWideInteger(text);
  return text;
}

/** JSON text with every digit of its numbers, which `toJson` has to give to doubles. */
export function toJsonText(value: Value): string {
  if (isNumber(value)) return numberToText(value);
  if (isList(value)) return `[${value.map((item) => toJsonText(item)).join(',')}]`;
  if (value instanceof FeelContext) {
    const entries = value.keys().map((key) => `${JSON.stringify(key)}:${toJsonText(value.get(key) ?? null)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(toJson(value));
}
