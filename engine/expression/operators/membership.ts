import type { FeelRange } from '../values/range.ts';
import type { Value } from '../values/value.ts';
import { equal } from './equality.ts';
import { compare } from './order.ts';

/** Whether a value lies in a range; null when it cannot be compared with an endpoint or an endpoint is null. */
export function inRange(value: Value, range: FeelRange): boolean | null {
  if (range.relation !== null) return related(value, range.relation, range.start ?? null);
  const afterStart = range.start === undefined ? true : holds(compare(value, range.start), range.startIncluded);
  const beforeEnd = range.end === undefined ? true : holds(compare(range.end, value), range.endIncluded);
  if (afterStart === false || beforeEnd === false) return false;
  return afterStart === null || beforeEnd === null ? null : true;
}

function related(value: Value, relation: '=' | '!=', other: Value): boolean | null {
  const answer = equal(value, other);
  return relation === '=' || answer === null ? answer : !answer;
}

function holds(order: number | null, included: boolean): boolean | null {
  if (order === null) return null;
  return order > 0 || (included && order === 0);
}

/** `and` over three values. */
export function both(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}
