import { builtinNamed } from '../builtins/registry.ts';
import { builtinFunction } from '../builtins/builtin.ts';
import { FeelContext } from '../values/context.ts';
import type { Compiler } from './compiler.ts';
import type { Closure, Frame, Scope } from './scope.ts';
import { say } from '../words/say.ts';

/** Where a name can be found: filter items on the way out, then a slot, or (no slot) the variables from outside. */
export interface Resolution {
  readonly items: readonly number[];
  readonly slot: { readonly depth: number; readonly index: number } | null;
}

export function resolveName(name: string, scope: Scope | null): Resolution {
  const items: number[] = [];
  let depth = 0;
  for (let current = scope; current !== null; current = current.parent) {
    if (current.kind === 'item') items.push(depth);
    const index = current.names.lastIndexOf(name);
    if (index >= 0) return { items, slot: { depth, index } };
    depth += 1;
  }
  return { items, slot: null };
}

function frameAt(frame: Frame, depth: number): Frame {
  let current = frame;
  for (let left = depth; left > 0 && current.parent !== null; left -= 1) current = current.parent;
  return current;
}

export function compileName(compiler: Compiler, name: string, at: number, scope: Scope | null): Closure {
  const { items, slot } = resolveName(name, scope);
  const outer = slot === null ? compileGlobal(compiler, name, at) : compileSlot(slot.depth, slot.index);
  if (items.length === 0) return outer;
  return (frame) => {
    for (const depth of items) {
      const item = frameAt(frame, depth).slots[0];
      if (item instanceof FeelContext && item.has(name)) return item.get(name) ?? null;
    }
    return outer(frame);
  };
}

function compileSlot(depth: number, index: number): Closure {
  if (depth === 0) return (frame) => frame.slots[index] ?? null;
  return (frame) => frameAt(frame, depth).slots[index] ?? null;
}

function compileGlobal(compiler: Compiler, name: string, at: number): Closure {
  const builtin = compiler.isDeclared(name) ? undefined : builtinNamed(name);
  if (builtin === undefined) compiler.reads(name);
  const site = compiler.site(at);
  return (frame) => {
    const value = frame.run.variables.get(name);
    if (value !== undefined) return value;
    if (builtin !== undefined) return builtinFunction(builtin);
    return frame.run.warn(site, 'NO_VARIABLE_FOUND', say('name.unknown', { name }));
  };
}
