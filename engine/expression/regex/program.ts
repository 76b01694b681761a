import type { CharacterSet } from './character-set.ts';
import { BadPattern } from './pattern.ts';
import type { ParsedPattern, Pattern, Place } from './pattern.ts';

/** A pattern as steps for the matcher; what follows a step is the next one in the list, unless it says otherwise. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharacterSet }
  /** Tries `first`, then `second`. `number` counts the splits of one program, for the table of what was tried. */
  | { readonly op: 'split'; first: number; second: number; readonly number: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly register: number }
  /** Fails where nothing was matched since the register was saved: an empty round of a loop leads nowhere new. */
  | { readonly op: 'progress'; readonly register: number }
  | { readonly op: 'assert'; readonly place: Place }
  | {
      readonly op: 'reference';
      readonly group: number;
      readonly ignoresCase: boolean;
      readonly emptyWhenUnset: boolean;
    }
  | { readonly op: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly program: Program }
  | { readonly op: 'atomic'; readonly program: Program }
  | { readonly op: 'end' };

export interface Program {
  readonly code: readonly Instruction[];
  readonly splits: number;
  /** What a place can match then depends on more than the place, so nothing may be remembered as tried. */
  readonly hasReferences: boolean;
}

export interface CompiledPattern {
  readonly program: Program;
  readonly groups: number;
  readonly registers: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Counted quantifiers are written out, so a short text can ask for a huge program. */
const MAX_SIZE = 20_000;

interface Builder {
  readonly code: Instruction[];
  splits: number;
  readonly shared: { size: number; registers: number };
}

/** Throws `BadPattern` for a pattern whose counts make it too large. */
export function compilePattern({ pattern, groups, names }: ParsedPattern): CompiledPattern {
  const shared = { size: 0, registers: (groups + 1) * 2 };
  const program = programOf(pattern, shared);
  return { program, groups, registers: shared.registers, names };
}

function programOf(pattern: Pattern, shared: Builder['shared']): Program {
  const builder: Builder = { code: [], splits: 0, shared };
  emit(builder, pattern);
  push(builder, { op: 'end' });
  return { code: builder.code, splits: builder.splits, hasReferences: hasReferences(pattern) };
}

function push<T extends Instruction>(builder: Builder, instruction: T): T {
  builder.shared.size += 1;
  if (builder.shared.size > MAX_SIZE) throw new BadPattern('the counts make it too large');
  builder.code.push(instruction);
  return instruction;
}

function split(builder: Builder): Extract<Instruction, { op: 'split' }> {
  builder.splits += 1;
  return push(builder, { op: 'split', first: 0, second: 0, number: builder.splits - 1 });
}

function emit(builder: Builder, pattern: Pattern): void {
  switch (pattern.kind) {
    case 'set':
      push(builder, { op: 'set', set: pattern.set });
      return;
    case 'sequence':
      for (const part of pattern.parts) emit(builder, part);
      return;
    case 'choice':
      emitChoice(builder, pattern.options);
      return;
    case 'repeat':
      emitRepeat(builder, pattern);
      return;
    case 'group':
      push(builder, { op: 'save', register: pattern.number * 2 });
      emit(builder, pattern.body);
      push(builder, { op: 'save', register: pattern.number * 2 + 1 });
      return;
    case 'atomic':
      push(builder, { op: 'atomic', program: programOf(pattern.body, builder.shared) });
      return;
    case 'look': {
      const { ahead, negated, body } = pattern;
      push(builder, { op: 'look', ahead, negated, program: programOf(body, builder.shared) });
      return;
    }
    case 'reference': {
      const { group, ignoresCase, emptyWhenUnset } = pattern;
      push(builder, { op: 'reference', group, ignoresCase, emptyWhenUnset });
      return;
    }
    case 'assertion':
      push(builder, { op: 'assert', place: pattern.place });
  }
}

function emitChoice(builder: Builder, options: readonly Pattern[]): void {
  const jumps: Extract<Instruction, { op: 'jump' }>[] = [];
  for (const [index, option] of options.entries()) {
    if (index === options.length - 1) {
      emit(builder, option);
      break;
    }
    const choice = split(builder);
    choice.first = builder.code.length;
    emit(builder, option);
    jumps.push(push(builder, { op: 'jump', to: 0 }));
    choice.second = builder.code.length;
  }
  for (const jump of jumps) jump.to = builder.code.length;
}

function emitRepeat(builder: Builder, repeat: Extract<Pattern, { kind: 'repeat' }>): void {
  const { body, min, max, greed } = repeat;
  if (greed === 'possessive') {
    emit(builder, { kind: 'atomic', body: { ...repeat, greed: 'greedy' } });
    return;
  }
  for (let count = 0; count < min; count += 1) emit(builder, body);
  if (max === null) {
    emitLoop(builder, body, greed === 'lazy');
    return;
  }
  const choices: Extract<Instruction, { op: 'split' }>[] = [];
  for (let count = min; count < max; count += 1) {
    const choice = split(builder);
    choices.push(choice);
    choice.first = builder.code.length;
    emit(builder, body);
  }
  for (const choice of choices) {
    choice.second = builder.code.length;
    if (greed === 'lazy') [choice.first, choice.second] = [choice.second, choice.first];
  }
}

function emitLoop(builder: Builder, body: Pattern, isLazy: boolean): void {
  const register = builder.shared.registers;
  builder.shared.registers += 1;
  const start = builder.code.length;
  const choice = split(builder);
  choice.first = builder.code.length;
  push(builder, { op: 'save', register });
  emit(builder, body);
  push(builder, { op: 'progress', register });
  push(builder, { op: 'jump', to: start });
  choice.second = builder.code.length;
  if (isLazy) [choice.first, choice.second] = [choice.second, choice.first];
}

function hasReferences(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'reference':
      return true;
    case 'sequence':
      return pattern.parts.some(hasReferences);
    case 'choice':
      return pattern.options.some(hasReferences);
    case 'repeat':
    case 'group':
    case 'atomic':
    case 'look':
      return hasReferences(pattern.body);
    default:
      return false;
  }
}
