import type { Operation } from '#engine/kernel/index.ts';
import type { ModificationBody } from '../../api/instance-operations.ts';

/** Where a token begins: at the element, or behind it as if it had just completed. */
export type Position = 'before' | 'after';

/** One thing that a modification is to do. All tokens at an element move or end together. Without a position: before. */
export type Instruction =
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly position?: Position }
  | { readonly kind: 'activate'; readonly element: string; readonly position?: Position }
  | { readonly kind: 'end'; readonly element: string };

export type Plan = readonly Instruction[];

/** From where to where; without `from` a new token begins, without `to` the token ends. Null = neither is named. */
export function instructionOf(
  from: string | null,
  to: string | null,
  position: Position = 'before',
): Instruction | null {
  const placed = position === 'after' ? { position } : {};
  if (from === null) return to === null ? null : { kind: 'activate', element: to, ...placed };
  return to === null ? { kind: 'end', element: from } : { kind: 'move', from, to, ...placed };
}

/** The tokens of an element go one way: what was planned for them before gives way. */
export function planned(plan: Plan, instruction: Instruction): Plan {
  const source = sourceOf(instruction);
  if (source === null) return [...plan, instruction];
  return [...plan.filter((one) => sourceOf(one) !== source), instruction];
}

export function sourceOf(instruction: Instruction): string | null {
  switch (instruction.kind) {
    case 'move':
      return instruction.from;
    case 'end':
      return instruction.element;
    case 'activate':
      return null;
  }
}

export function targetOf(instruction: Instruction): string | null {
  switch (instruction.kind) {
    case 'move':
      return instruction.to;
    case 'activate':
      return instruction.element;
    case 'end':
      return null;
  }
}

/** As the server takes it. */
export function bodyOf(plan: Plan): ModificationBody {
  return {
    activateInstructions: plan.flatMap((one) =>
      one.kind === 'activate' ? [{ elementId: one.element, position: one.position ?? 'before' }] : [],
    ),
    moveInstructions: plan.flatMap((one) =>
      one.kind === 'move'
        ? [
            {
              sourceElementInstruction: { sourceType: 'byId' as const, sourceElementId: one.from },
              targetElementId: one.to,
              ancestorScopeInstruction: { ancestorScopeType: 'inferred' as const },
              position: one.position ?? 'before',
            },
          ]
        : [],
    ),
    terminateInstructions: plan.flatMap((one) => (one.kind === 'end' ? [{ elementId: one.element }] : [])),
  };
}

/** As the kernel takes it, which ends instances by key. */
export function operationOf(plan: Plan, keysOf: (elementId: string) => readonly string[]): Operation {
  return {
    type: 'modifyInstance',
    activate: plan.flatMap((one) => (one.kind === 'activate' ? [{ element: one.element, ...termsOf(one) }] : [])),
    move: plan.flatMap((one) => (one.kind === 'move' ? [{ from: one.from, to: one.to, ...termsOf(one) }] : [])),
    terminate: plan.flatMap((one) => (one.kind === 'end' ? keysOf(one.element) : [])),
  };
}

function termsOf({ position }: { readonly position?: Position }) {
  return { ancestor: null, variables: [], ...(position === 'after' && { after: true }) };
}
