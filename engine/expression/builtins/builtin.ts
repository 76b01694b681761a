import type { Dialect } from '../contract.ts';
import { DIALECTS } from '../dialect.ts';
import type { Run, Site } from '../compile/run.ts';
import { FeelFunction } from '../values/function.ts';
import { isList, typeOf } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import { say } from '../words/say.ts';

/** Where a built-in was called, for warnings, and what it may know of the world. */
export interface Call {
  readonly run: Run;
  readonly site: Site;
}

/** A parameter: `read` narrows a value to what the function works with, `undefined` refuses it. */
export interface Param<T> {
  readonly name: string;
  readonly type: string;
  readonly arity: 'one' | 'optional' | 'rest';
  /** Takes lists as they are, so that no single value is made of them or a list of a single value. */
  readonly takesList: boolean;
  readonly read: (value: Value) => T | undefined;
}

type Values<P extends readonly Param<unknown>[]> = {
  readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never;
};

/** One form of a built-in. A function with several forms takes the first whose parameters accept the arguments. */
export interface Overload {
  readonly params: readonly Param<unknown>[];
  readonly apply: (values: readonly unknown[], call: Call) => Value;
}

export interface Builtin {
  readonly name: string;
  readonly overloads: readonly Overload[];
}

export function overload<const P extends readonly Param<unknown>[]>(
  params: P,
  apply: (values: Values<P>, call: Call) => Value,
): Overload {
  return { params, apply: (values, call) => apply(values as Values<P>, call) };
}

export function builtin(name: string, ...overloads: readonly Overload[]): Builtin {
  return { name, overloads };
}

export type PreparedCall = (values: readonly Value[], call: Call) => Value;

/** Chooses the forms that a call with so many (or so named) arguments can mean; null when there is none. */
export function prepareBuiltin(builtin: Builtin, count: number, names: readonly string[] | null): PreparedCall | null {
  const forms = builtin.overloads.flatMap((form) => {
    const order = names === null ? orderByPosition(form, count) : orderByName(form, names);
    return order === null ? [] : [{ form, order }];
  });
  if (forms.length === 0) return null;
  return (values, call) => {
    for (const { form, order } of forms) {
      const read = readArguments(form, order, values, call.run.dialect);
      if (read !== null) return form.apply(read, call);
    }
    const types = values.map((value) => typeOf(value)).join(', ');
    const reason = say('call.noValue', { function: builtin.name, types });
    return call.run.warn(call.site, 'FUNCTION_INVOCATION_FAILURE', reason);
  };
}

/** For each parameter the positions of its arguments: none for an optional one left out, many for a rest. */
type Order = readonly (readonly number[])[];

function orderByPosition(form: Overload, count: number): Order | null {
  const required = form.params.filter((param) => param.arity === 'one').length;
  const hasRest = form.params.some((param) => param.arity === 'rest');
  const fits = count >= required && (hasRest ? count > required : count <= form.params.length);
  if (!fits) return null;
  return form.params.map((param, index) => {
    if (param.arity === 'rest') return Array.from({ length: count - index }, (_, offset) => index + offset);
    return index < count ? [index] : [];
  });
}

function orderByName(form: Overload, names: readonly string[]): Order | null {
  const known = names.every((name) => form.params.some((param) => param.name === name && param.arity !== 'rest'));
  if (!known || new Set(names).size !== names.length) return null;
  const order = form.params.map((param) => {
    const index = names.indexOf(param.name);
    return index < 0 ? [] : [index];
  });
  const complete = form.params.every((param, index) => param.arity === 'optional' || order[index]?.length === 1);
  return complete ? order : null;
}

function readArguments(form: Overload, order: Order, values: readonly Value[], dialect: Dialect): unknown[] | null {
  const read: unknown[] = [];
  for (const [index, param] of form.params.entries()) {
    const positions = order[index] ?? [];
    const found: unknown[] = [];
    for (const position of positions) {
      const value = readOne(param, values[position] ?? null, dialect);
      if (value === undefined) return null;
      found.push(value);
    }
    read.push(param.arity === 'rest' ? found : found[0]);
  }
  return read;
}

function readOne(param: Param<unknown>, value: Value, dialect: Dialect): unknown {
  const direct = param.read(value);
  if (direct !== undefined) return direct;
  const rules = DIALECTS[dialect];
  if (rules.valueAsList && param.takesList && value !== null && !isList(value)) return param.read([value]);
  if (rules.listAsValue && !param.takesList && isList(value) && value.length === 1) return param.read(value[0] ?? null);
  return undefined;
}

/** How a built-in is called, each form once: `substring(string: string, start position: number, length?: number)`. */
export function signaturesOf({ name, overloads }: Builtin): string {
  const mark = { one: '', optional: '?', rest: '…' } as const;
  const forms = overloads.map(({ params }) => {
    const parts = params.map((param) => `${param.name}${mark[param.arity]}: ${param.type}`);
    return `${name}(${parts.join(', ')})`;
  });
  return [...new Set(forms)].join(' or ');
}

/** Whether a parameter takes this value, perhaps after the dialect's conversion between lists and single values. */
export function acceptsValue(param: Param<unknown>, value: Value, dialect: Dialect): boolean {
  return readOne(param, value, dialect) !== undefined;
}

/** A built-in as a value, e.g. to hand it to `sort`. */
export function builtinFunction(builtin: Builtin): FeelFunction {
  const site = { source: builtin.name, at: 0 };
  const first = builtin.overloads[0];
  const parameters = (first?.params ?? []).map(({ name }) => ({ name }));
  const call = (values: readonly Value[], names: readonly string[] | null, run: Run): Value => {
    const prepared = prepareBuiltin(builtin, values.length, names);
    if (prepared === null) {
      return run.warn(site, 'NO_FUNCTION_FOUND', say('call.otherArguments', { function: builtin.name }));
    }
    return prepared(values, { run, site });
  };
  return new FeelFunction(
    parameters,
    (args, run) => call(args, null, run),
    (args, run) => call(args.values, args.names, run),
  );
}
