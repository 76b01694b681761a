import { useMemo, useState } from 'react';
import type { DefinitionView } from '../definition-view.ts';
import { elementIds } from '../definition-view.ts';
import type { Preview } from '../preview/rehearsal.ts';
import type { Rehearsing } from '../preview/use-rehearsal.ts';
import type { Instruction, Plan, Position } from './plan.ts';
import { instructionOf, operationOf, planned } from './plan.ts';

export interface Modification {
  readonly plan: Plan;
  /** The element whose token goes to where is clicked next. */
  readonly picked: string | null;
  /** Whether the next token begins at its element or behind it. */
  readonly position: Position;
  /** Null while nothing is planned, or as long as it cannot be played. */
  readonly preview: Preview | null;
  readonly add: (instruction: Instruction) => void;
  readonly remove: (index: number) => void;
  readonly pick: (elementId: string | null) => void;
  readonly place: (position: Position) => void;
  /** A click on the diagram: picks a token, or says where it is to go. */
  readonly click: (elementId: string) => void;
}

/** A plan under way. `live`: the elements that hold tokens now. */
export function useModification(
  rehearsing: Rehearsing,
  definition: DefinitionView | undefined,
  live: readonly string[],
): Modification {
  const [plan, setPlan] = useState<Plan>([]);
  const [picked, pick] = useState<string | null>(null);
  const [position, place] = useState<Position>('before');
  const preview = useMemo(() => {
    if (rehearsing.state !== 'ready' || plan.length === 0) return null;
    const { rehearsal } = rehearsing;
    return rehearsal.play(operationOf(plan, (id) => rehearsal.liveInstancesOf(id)));
  }, [rehearsing, plan]);
  const add = (instruction: Instruction) => {
    setPlan((now) => planned(now, instruction));
    pick(null);
  };
  const click = (clicked: string) => {
    // A label is a shape of its own, called after its element.
    const elementId = clicked.replace(/_label$/, '');
    if (definition === undefined || !elementIds(definition).includes(elementId)) return;
    if (picked === elementId) pick(null);
    else if (picked === null && live.includes(elementId)) pick(elementId);
    else {
      const instruction = instructionOf(picked, elementId, position);
      if (instruction !== null) add(instruction);
    }
  };
  const remove = (index: number) => setPlan((now) => now.filter((_, at) => at !== index));
  return { plan, picked, position, preview, add, remove, pick, place, click };
}
