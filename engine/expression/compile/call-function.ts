import type { Arguments, FeelFunction } from '../values/function.ts';
import type { Value } from '../values/value.ts';
import type { Run, Site } from './run.ts';
import { say } from '../words/say.ts';

/** Calls a function value; null with a warning when the arguments do not fit its parameters. */
export function callFunction(target: FeelFunction, args: Arguments, run: Run, site: Site): Value {
  if (target.overloaded !== undefined) return target.overloaded(args, run);
  const ordered = args.names === null ? args.values : orderByName(target, args.names, args.values);
  if (ordered === null || ordered.length !== target.parameters.length) {
    const names = target.parameters.map((parameter) => parameter.name).join(', ');
    return run.warn(site, 'NO_FUNCTION_FOUND', say('call.parameters', { names }));
  }
  return target.invoke(ordered, run);
}

function orderByName(target: FeelFunction, names: readonly string[], values: readonly Value[]): Value[] | null {
  const known = names.every((name) => target.parameters.some((parameter) => parameter.name === name));
  if (!known) return null;
  return target.parameters.map((parameter) => {
    const index = names.indexOf(parameter.name);
    return index < 0 ? null : (values[index] ?? null);
  });
}
