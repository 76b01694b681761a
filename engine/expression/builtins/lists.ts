import { callFunction } from '../compile/call-function.ts';
import { DIALECTS } from '../dialect.ts';
import type { DialectRules } from '../dialect.ts';
import { same } from '../operators/equality.ts';
import { compare } from '../operators/order.ts';
import type { FeelFunction } from '../values/function.ts';
import { isList } from '../values/value.ts';
import type { List, Value } from '../values/value.ts';
import { builtin, overload } from './builtin.ts';
import type { Builtin, Call } from './builtin.ts';
import { any, functionValue, integer, list, nullable, optional, rest, string } from './params.ts';
import { say } from '../words/say.ts';

/** A position that counts from 1, or from the end when negative, as an index; null when there is no such item. */
function indexAt(length: number, position: number): number | null {
  const index = position > 0 ? position - 1 : length + position;
  return position === 0 || index < 0 || index >= length ? null : index;
}

/** As `indexAt`, but beyond an end it is that end; null only for position 0, which counts from nowhere. */
function cutIndexAt(length: number, position: number): number | null {
  if (position === 0) return null;
  return position > 0 ? Math.min(position - 1, length) : Math.max(length + position, 0);
}

function sublist(items: List, start: number, length: number | undefined, rules: DialectRules): Value {
  if (rules.positionsAreCut) return cutSublist(items, start, length);
  const from = indexAt(items.length, start);
  if (from === null || (length !== undefined && (length < 1 || from + length > items.length))) return null;
  return items.slice(from, length === undefined ? undefined : from + length);
}

/** The length counts from where the sublist would begin, even before the first item: -5 and 3 on three items keep one. */
function cutSublist(items: List, start: number, length: number | undefined): Value {
  if (start === 0) return null;
  const from = start > 0 ? start - 1 : items.length + start;
  return items.slice(Math.max(from, 0), length === undefined ? undefined : Math.max(from + length, 0));
}

function insertBefore(items: List, position: number, item: Value, rules: DialectRules): Value {
  const index = rules.positionsAreCut ? cutIndexAt(items.length, position) : indexAt(items.length, position);
  return index === null ? null : [...items.slice(0, index), item, ...items.slice(index)];
}

function remove(items: List, position: number, rules: DialectRules): Value {
  const index = indexAt(items.length, position);
  if (index !== null) return [...items.slice(0, index), ...items.slice(index + 1)];
  return rules.positionsAreCut && position !== 0 ? items : null;
}

/** The items of all arguments; a single value counts as an item where the dialect says so. */
function joined(lists: List, { run, site }: Call): Value[] | null {
  const { listHoldsArguments } = DIALECTS[run.dialect];
  const [only] = lists;
  const parts = listHoldsArguments && lists.length === 1 && only !== undefined && isList(only) ? only : lists;
  const items: Value[] = [];
  for (const part of parts) {
    if (isList(part)) items.push(...part);
    else if (part === null && !listHoldsArguments) return run.warn(site, 'NO_LIST', say('builtin.joinNull'));
    else items.push(part);
  }
  return items;
}

function replaceAt(items: List, position: number, item: Value): Value {
  const index = indexAt(items.length, position);
  return index === null ? null : [...items.slice(0, index), item, ...items.slice(index + 1)];
}

function replaceWhere(items: List, match: FeelFunction, newItem: Value, call: Call): Value {
  const answers = items.map((item) => applyTo(match, [item, newItem], call));
  if (answers.some((answer) => typeof answer !== 'boolean')) return null;
  return items.map((item, index) => (answers[index] === true ? newItem : item));
}

function applyTo(target: FeelFunction, values: readonly Value[], call: Call): Value {
  call.run.spend(1);
  return callFunction(target, { values, names: null }, call.run, call.site);
}

function distinct(items: List, call: Call): Value[] {
  const kept: Value[] = [];
  for (const item of items) {
    call.run.spend(kept.length);
    if (!kept.some((other) => same(other, item))) kept.push(item);
  }
  return kept;
}

function duplicates(items: List, call: Call): Value[] {
  call.run.spend(items.length * items.length);
  return distinct(
    items.filter((item) => items.filter((other) => same(other, item)).length > 1),
    call,
  );
}

function flatten(items: List): Value[] {
  return items.flatMap((item) => (isList(item) ? flatten(item) : [item]));
}

/** Stable merge sort; `precedes(a, b)` true means a comes first. The built-in sort would need a consistent number. */
function sortBy(items: List, precedes: (a: Value, b: Value) => boolean | null): List | null {
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = sortBy(items.slice(0, middle), precedes);
  const right = sortBy(items.slice(middle), precedes);
  if (left === null || right === null) return null;
  const merged: Value[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const [a = null, b = null] = [left[i], right[j]];
    const rightFirst = precedes(b, a);
    const leftFirst = precedes(a, b);
    if (rightFirst === null || leftFirst === null) return null;
    if (rightFirst && !leftFirst) {
      merged.push(b);
      j += 1;
    } else {
      merged.push(a);
      i += 1;
    }
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

function sortNaturally(items: List): Value {
  return sortBy(items, (a, b) => {
    const order = compare(a, b);
    return order === null ? null : order < 0;
  });
}

function sortWith(items: List, precedes: FeelFunction, call: Call): Value {
  return sortBy(items, (a, b) => {
    const answer = applyTo(precedes, [a, b], call);
    return typeof answer === 'boolean' ? answer : null;
  });
}

function joinStrings(items: List, delimiter: string, prefix: string, suffix: string): Value {
  const texts: string[] = [];
  for (const item of items) {
    if (item === null) continue;
    if (typeof item !== 'string') return null;
    texts.push(item);
  }
  return `${prefix}${texts.join(delimiter)}${suffix}`;
}

function partition(items: List, size: number): Value {
  if (size < 1) return null;
  const parts: List[] = [];
  for (let index = 0; index < items.length; index += size) parts.push(items.slice(index, index + size));
  return parts;
}

const listContains = overload([list('list'), any('element')], ([items, element]) =>
  items.some((item) => same(item, element)),
);

export const LIST_BUILTINS: readonly Builtin[] = [
  builtin('list contains', listContains),
  builtin(
    'append',
    overload([list('list'), rest(any('items'))], ([items, added]) => [...items, ...added]),
    overload([list('list'), list('items')], ([items, added]) => [...items, ...added]),
  ),
  builtin(
    'concatenate',
    overload([rest(any('lists'))], ([lists], call) => joined(lists, call)),
    overload([list('lists')], ([lists], call) => joined(lists, call)),
  ),
  builtin(
    'union',
    ...[rest(any('lists')), list('lists')].map((lists) =>
      overload([lists], ([parts], call) => {
        const items = joined(parts, call);
        return items === null ? null : distinct(items, call);
      }),
    ),
  ),
  builtin(
    'insert before',
    overload([list('list'), integer('position'), any('newItem')], ([items, position, item], { run }) =>
      insertBefore(items, position, item, DIALECTS[run.dialect]),
    ),
  ),
  builtin(
    'remove',
    overload([list('list'), integer('position')], ([items, position], { run }) =>
      remove(items, position, DIALECTS[run.dialect]),
    ),
  ),
  builtin(
    'reverse',
    overload([list('list')], ([items]) => [...items].reverse()),
  ),
  builtin(
    'index of',
    overload([list('list'), any('match')], ([items, match]) =>
      items.flatMap((item, index) => (same(item, match) ? [index + 1] : [])),
    ),
  ),
  builtin(
    'distinct values',
    overload([list('list')], ([items], call) => distinct(items, call)),
  ),
  builtin(
    'duplicate values',
    overload([list('list')], ([items], call) => duplicates(items, call)),
  ),
  builtin(
    'flatten',
    overload([list('list')], ([items]) => flatten(items)),
  ),
  builtin(
    'sublist',
    ...['start position', 'start'].map((start) =>
      overload([list('list'), integer(start), optional(integer('length'))], ([items, from, length], { run }) =>
        sublist(items, from, length, DIALECTS[run.dialect]),
      ),
    ),
  ),
  builtin(
    'list replace',
    overload([list('list'), integer('position'), any('newItem')], ([items, position, item]) =>
      replaceAt(items, position, item),
    ),
    overload([list('list'), functionValue('match'), any('newItem')], ([items, match, item], call) =>
      replaceWhere(items, match, item, call),
    ),
  ),
  builtin(
    'sort',
    overload([list('list')], ([items]) => sortNaturally(items)),
    overload([list('list'), functionValue('precedes')], ([items, precedes], call) => sortWith(items, precedes, call)),
  ),
  builtin(
    'string join',
    overload([list('list')], ([items]) => joinStrings(items, '', '', '')),
    overload([list('list'), nullable(string('delimiter'))], ([items, delimiter]) =>
      joinStrings(items, delimiter ?? '', '', ''),
    ),
    overload(
      [list('list'), nullable(string('delimiter')), nullable(string('prefix')), nullable(string('suffix'))],
      ([items, delimiter, prefix, suffix]) => joinStrings(items, delimiter ?? '', prefix ?? '', suffix ?? ''),
    ),
  ),
  builtin(
    'is empty',
    overload([list('list')], ([items]) => items.length === 0),
  ),
  builtin(
    'partition',
    overload([list('list'), integer('size')], ([items, size]) => partition(items, size)),
  ),
];
