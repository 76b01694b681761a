import { DIALECTS } from '../dialect.ts';
import { both } from '../operators/membership.ts';
import type { Expression, Iterator } from '../syntax/ast.ts';
import { dateFromNumber, dateNumber } from '../temporal/instants.ts';
import { FeelDate } from '../temporal/types.ts';
import { isNumber, toInteger } from '../values/number.ts';
import { FeelRange } from '../values/range.ts';
import { isList, typeOf } from '../values/value.ts';
import type { List, Value } from '../values/value.ts';
import type { Compiler } from './compiler.ts';
import type { Run, Site } from './run.ts';
import { Frame, itemScope, namesScope } from './scope.ts';
import type { Closure, Scope } from './scope.ts';
import { say } from '../words/say.ts';

type Node<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** `xs[2]`, `xs[-1]`, or `xs[price > 10]`; a single value counts as a list of one. */
export function compileFilter(compiler: Compiler, node: Node<'filter'>, scope: Scope | null): Closure {
  const source = compiler.compile(node.list, scope);
  const condition = compiler.compile(node.condition, itemScope(scope));
  const site = compiler.site(node.at);
  const rules = DIALECTS[compiler.dialect];
  return (frame) => {
    const value = source(frame);
    if (value === null) return frame.run.warn(site, 'NO_LIST', say('filter.null'));
    if (isList(value)) return filterList(value, condition, frame, site);
    if (rules.filterWantsList)
      return frame.run.warn(site, 'INVALID_TYPE', say('filter.noList', { type: typeOf(value) }));
    return filterList([value], condition, frame, site);
  };
}

export function filterList(list: List, condition: Closure, frame: Frame, site: Site): Value {
  const { run } = frame;
  const first = condition(new Frame(run, frame, [list[0] ?? null]));
  if (isNumber(first)) return itemAt(list, toInteger(first), run, site);
  if (list.length === 0) return [];
  if (first !== null && typeof first !== 'boolean' && !DIALECTS[run.dialect].filterMayFail) {
    return run.warn(site, 'INVALID_TYPE', say('filter.type', { type: typeOf(first) }));
  }
  run.spend(list.length);
  const kept: Value[] = [];
  for (const [index, item] of list.entries()) {
    const answer = index === 0 ? first : condition(new Frame(run, frame, [item]));
    if (answer === true) kept.push(item);
  }
  return kept;
}

function itemAt(list: List, position: number | null, run: Run, site: Site): Value {
  const index = position === null || position === 0 ? -1 : position > 0 ? position - 1 : list.length + position;
  const item = list[index];
  if (item !== undefined) return item;
  const { length } = list;
  const reason = position === null ? say('filter.fraction', { length }) : say('filter.noItem', { position, length });
  return run.warn(site, 'OUT_OF_BOUND', reason);
}

/** The values that one iterator runs through; null when its domain is no list or range. */
type Domain = (frame: Frame) => List | null;

function compileDomain(compiler: Compiler, iterator: Iterator, scope: Scope | null, at: number): Domain {
  const start = compiler.compile(iterator.start, scope);
  const site = compiler.site(at);
  if (iterator.end === null) {
    return (frame) => domainOf(start(frame), frame.run, site);
  }
  const end = compiler.compile(iterator.end, scope);
  return (frame) => stepsBetween(start(frame), end(frame), frame.run, site);
}

function domainOf(value: Value, run: Run, site: Site): List | null {
  if (isList(value)) return value;
  if (value instanceof FeelRange) return stepsOfRange(value, run, site);
  if (value === null || !DIALECTS[run.dialect].iteratesValues) {
    return run.warn(site, 'INVALID_TYPE', say('iteration.noList', { type: typeOf(value) }));
  }
  return [value];
}

function stepsOfRange(range: FeelRange, run: Run, site: Site): List | null {
  const steps = stepsBetween(range.start ?? null, range.end ?? null, run, site);
  if (steps === null) return null;
  return steps.slice(range.startIncluded ? 0 : 1, range.endIncluded ? undefined : -1);
}

/** Whole numbers or days from `start` to `end`, downwards too. */
function stepsBetween(start: Value, end: Value, run: Run, site: Site): List | null {
  if (isNumber(start) && isNumber(end)) {
    const [low, high] = [toInteger(start), toInteger(end)];
    if (low !== null && high !== null) return countBetween(low, high, run, (step) => step);
  }
  if (start instanceof FeelDate && end instanceof FeelDate) {
    return countBetween(dateNumber(start), dateNumber(end), run, dateFromNumber);
  }
  return run.warn(site, 'INVALID_TYPE', say('iteration.range', { from: typeOf(start), to: typeOf(end) }));
}

function countBetween(first: number, last: number, run: Run, valueOf: (step: number) => Value): List {
  const length = Math.abs(last - first) + 1;
  run.spend(length);
  const direction = last >= first ? 1 : -1;
  return Array.from({ length }, (_, index) => valueOf(first + index * direction));
}

/** Calls `round` for each combination, the last iterator fastest, until it answers false. False: a domain was no list. */
function iterate(domains: readonly Domain[], frame: Frame, round: (frame: Frame) => boolean): boolean {
  let goOn = true;
  const descend = (index: number, chosen: readonly Value[]): boolean => {
    const domain = domains[index];
    if (domain === undefined) {
      frame.run.spend(1);
      goOn = round(new Frame(frame.run, frame, [...chosen]));
      return true;
    }
    const values = domain(new Frame(frame.run, frame, [...chosen]));
    if (values === null) return false;
    for (const value of values) {
      if (!descend(index + 1, [...chosen, value])) return false;
      if (!goOn) return true;
    }
    return true;
  };
  return descend(0, []);
}

function compileDomains(
  compiler: Compiler,
  iterators: readonly Iterator[],
  scope: Scope | null,
  at: number,
): { readonly domains: readonly Domain[]; readonly names: readonly string[] } {
  const names = iterators.map((iterator) => iterator.name);
  const domains = iterators.map((iterator, index) =>
    compileDomain(compiler, iterator, namesScope(names.slice(0, index), scope), at),
  );
  return { domains, names };
}

/**
 * `for … return …`; `partial` holds the results so far. A body that names it gets a copy in each round, since it may keep
 * the list in its result; the copies are spent like steps, 64 items for one.
 */
export function compileFor(compiler: Compiler, node: Node<'for'>, scope: Scope | null): Closure {
  const { domains, names } = compileDomains(compiler, node.iterators, scope, node.at);
  const body = compiler.compile(node.body, namesScope([...names, 'partial'], scope));
  const asksPartial = mentionsName(node.body, 'partial');
  return (frame) => {
    const results: Value[] = [];
    const complete = iterate(domains, frame, (round) => {
      if (asksPartial) round.slots.push(partialResults(results, frame.run));
      results.push(body(round));
      return true;
    });
    return complete ? results : null;
  };
}

/** A copy of the results so far, for a body that may keep it. */
export function partialResults(results: List, run: Run): List {
  run.spend(results.length >> 6);
  return [...results];
}

function mentionsName(node: unknown, name: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && node.kind === 'name' && 'name' in node && node.name === name) return true;
  return Object.values(node).some((part) => mentionsName(part, name));
}

/** `some` and `every`, over three values: an unknown answer stays unknown unless another decides. */
export function compileQuantified(compiler: Compiler, node: Node<'quantified'>, scope: Scope | null): Closure {
  const { domains, names } = compileDomains(compiler, node.iterators, scope, node.at);
  const condition = compiler.compile(node.condition, namesScope(names, scope));
  const decisive = node.quantifier === 'some';
  return (frame) => {
    let answer: boolean | null = !decisive;
    const complete = iterate(domains, frame, (round) => {
      const value = condition(round);
      const known = typeof value === 'boolean' ? value : null;
      answer = decisive ? negate(both(negate(answer), negate(known))) : both(answer, known);
      return answer !== decisive;
    });
    return complete ? answer : null;
  };
}

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}
