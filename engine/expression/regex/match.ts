import type { CompiledPattern, Instruction, Program } from './program.ts';
import type { Place } from './pattern.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** By number, from 0 for the whole match; null for a group that took no part. */
  readonly groups: readonly (string | null)[];
}

/** Told of the work done, in the evaluation's steps; throws to end it. */
export type Spend = (steps: number) => void;

/** So many of the matcher's steps count as one of the evaluation's. */
const STEPS_PER_SPEND = 2;
const SPEND_EVERY = 1024;

/** Entries of the table of what was tried, in bits; longer texts do without and are bounded by what they spend. */
const MAX_TABLE = 2 ** 27;

/**
 * Finds matches by backtracking in the order that Java and XPath prescribe, but never tries the same choice at the same
 * place twice: the time grows with the length of the text times the length of the pattern, whatever the pattern. Only
 * references back to groups need more; what they may cost is bounded by `spend`.
 */
export class Matcher {
  readonly #compiled: CompiledPattern;
  readonly #text: string;
  readonly #spend: Spend;
  readonly #tables = new Map<Program, Tried>();
  #registers: number[];
  #steps = 0;

  constructor(compiled: CompiledPattern, text: string, spend: Spend) {
    this.#compiled = compiled;
    this.#text = text;
    this.#spend = spend;
    this.#registers = Array.from({ length: compiled.registers }, () => -1);
  }

  /** The first match that starts at `from` or later. */
  next(from: number): Match | null {
    const { program } = this.#compiled;
    for (let start = from; start <= this.#text.length; start += this.#widthAt(start)) {
      this.#registers.fill(-1);
      const end = this.#attempt(program, start, null);
      if (end < 0) continue;
      this.#tables.get(program)?.forget();
      this.#account();
      return { start, end, groups: this.#groups(start, end) };
    }
    this.#tables.get(program)?.forget();
    this.#account();
    return null;
  }

  /** All matches from left to right; behind an empty one the search goes on one character later. */
  *all(): Generator<Match> {
    let from = 0;
    while (from <= this.#text.length) {
      const match = this.next(from);
      if (match === null) return;
      yield match;
      from = match.end > match.start ? match.end : match.end + this.#widthAt(match.end);
    }
  }

  #widthAt(at: number): number {
    return (this.#text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
  }

  #groups(start: number, end: number): (string | null)[] {
    const groups: (string | null)[] = [this.#text.slice(start, end)];
    for (let number = 1; number <= this.#compiled.groups; number += 1) {
      groups.push(this.#groupText(number));
    }
    return groups;
  }

  #groupText(number: number): string | null {
    const [start = -1, end = -1] = [this.#registers[number * 2], this.#registers[number * 2 + 1]];
    return start < 0 || end < 0 ? null : this.#text.slice(start, end);
  }

  #account(): void {
    this.#spend(Math.ceil(this.#steps / STEPS_PER_SPEND));
    this.#steps = 0;
  }

  #tried(program: Program): Tried | null {
    if (program.hasReferences) return null;
    const known = this.#tables.get(program);
    if (known !== undefined) return known;
    const size = program.splits * (this.#text.length + 1);
    if (size > MAX_TABLE) return null;
    const made = new Tried(program.splits, size);
    this.#tables.set(program, made);
    return made;
  }

  /** Where a match from `from` ends, -1 for none; with `mustEnd` only a match that ends there counts. */
  #attempt(program: Program, from: number, mustEnd: number | null): number {
    const tried = this.#tried(program);
    // Pairs: a step and a place to go on from, or a register (as its complement) and the value to put back.
    const back: number[] = [];
    let step = 0;
    let at = from;
    for (;;) {
      this.#steps += 1;
      if (this.#steps >= SPEND_EVERY) this.#account();
      const instruction = program.code[step];
      if (instruction === undefined) return -1;
      let next = step + 1;
      switch (instruction.op) {
        case 'set': {
          const code = this.#text.codePointAt(at);
          if (code === undefined || !instruction.set.has(code)) next = -1;
          else at += code > 0xff_ff ? 2 : 1;
          break;
        }
        case 'split':
          if (tried?.isNew(instruction.number, at) === false) next = -1;
          else {
            back.push(instruction.second, at);
            next = instruction.first;
          }
          break;
        case 'jump':
          next = instruction.to;
          break;
        case 'save':
          back.push(~instruction.register, this.#registers[instruction.register] ?? -1);
          this.#registers[instruction.register] = at;
          break;
        case 'end':
          if (mustEnd === null || at === mustEnd) return at;
          next = -1;
          break;
        default: {
          const reached = this.#step(instruction, at, back);
          if (reached < 0) next = -1;
          else at = reached;
        }
      }
      if (next >= 0) {
        step = next;
        continue;
      }
      for (;;) {
        const place = back.pop();
        const target = back.pop();
        if (place === undefined || target === undefined) return -1;
        if (target < 0) this.#registers[~target] = place;
        else {
          step = target;
          at = place;
          break;
        }
      }
    }
  }

  /** The rarer instructions: the place that they lead to, -1 where they fail. */
  #step(
    instruction: Extract<Instruction, { op: 'progress' | 'assert' | 'reference' | 'look' | 'atomic' }>,
    at: number,
    back: number[],
  ): number {
    switch (instruction.op) {
      case 'progress':
        return this.#registers[instruction.register] === at ? -1 : at;
      case 'assert':
        return holdsAt(this.#text, at, instruction.place) ? at : -1;
      case 'reference':
        return this.#reference(instruction, at);
      case 'atomic':
        return this.#inner(instruction.program, at, null, back);
      case 'look': {
        const { ahead, negated, program } = instruction;
        const kept = negated ? [] : back;
        const found = ahead ? this.#inner(program, at, null, kept) >= 0 : this.#lookBehind(program, at, kept);
        return found === negated ? -1 : at;
      }
    }
  }

  /** A part that is matched by itself; its groups stay, and go back when the whole goes back. */
  #inner(program: Program, from: number, mustEnd: number | null, back: number[]): number {
    const before = [...this.#registers];
    const end = this.#attempt(program, from, mustEnd);
    this.#tables.get(program)?.forget();
    if (end < 0) this.#registers = before;
    else {
      for (const [register, value] of before.entries()) {
        if (this.#registers[register] !== value) back.push(~register, value);
      }
    }
    return end;
  }

  #lookBehind(program: Program, at: number, back: number[]): boolean {
    for (let from = at; from >= 0; from -= 1) {
      if (this.#inner(program, from, at, back) >= 0) return true;
    }
    return false;
  }

  #reference({ group, ignoresCase, emptyWhenUnset }: Extract<Instruction, { op: 'reference' }>, at: number): number {
    const wanted = this.#groupText(group);
    if (wanted === null) return emptyWhenUnset ? at : -1;
    this.#steps += wanted.length;
    const found = this.#text.slice(at, at + wanted.length);
    const isSame = ignoresCase ? found.toLowerCase() === wanted.toLowerCase() : found === wanted;
    return isSame ? at + wanted.length : -1;
  }
}

/** Which choices were tried at which places. */
class Tried {
  readonly #splits: number;
  readonly #bits: Uint32Array;
  readonly #touched: number[] = [];

  constructor(splits: number, size: number) {
    this.#splits = splits;
    this.#bits = new Uint32Array((size >> 5) + 1);
  }

  isNew(split: number, at: number): boolean {
    const index = at * this.#splits + split;
    const word = index >> 5;
    const bit = 1 << (index & 31);
    const bits = this.#bits[word] ?? 0;
    if ((bits & bit) !== 0) return false;
    if (bits === 0) this.#touched.push(word);
    this.#bits[word] = bits | bit;
    return true;
  }

  /** In the time that was spent on trying, not in that of the whole table. */
  forget(): void {
    for (const word of this.#touched) this.#bits[word] = 0;
    this.#touched.length = 0;
  }
}

const isBreak = (character: string): boolean => /[\n\r\u0085\u2028\u2029]/.test(character);
const isWord = (character: string): boolean => /\w/.test(character);

function holdsAt(text: string, at: number, place: Place): boolean {
  switch (place) {
    case 'text start':
      return at === 0;
    case 'text end':
      return at === text.length;
    case 'last line':
      return at === text.length || /^(?:\r\n|[\n\r\u0085\u2028\u2029])$/.test(text.slice(at, at + 3));
    case 'line start':
      return at === 0 || (at < text.length && isBreak(text.charAt(at - 1)));
    case 'line end':
      return at === text.length || isBreak(text.charAt(at));
    case 'word boundary':
    case 'no word boundary': {
      const differs = isWord(text.charAt(at - 1)) !== isWord(text.charAt(at));
      return differs === (place === 'word boundary');
    }
  }
}
