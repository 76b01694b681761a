import { describe, expect, it } from 'vitest';
import type { Plan } from '#designer/cockpit/modification/plan.ts';
import { bodyOf, instructionOf, operationOf, planned } from '#designer/cockpit/modification/plan.ts';

describe('a modification plan', () => {
  it.each([
    [null, null, null],
    [null, 'b', { kind: 'activate', element: 'b' }],
    ['a', null, { kind: 'end', element: 'a' }],
    ['a', 'b', { kind: 'move', from: 'a', to: 'b' }],
  ])('from %s to %s is %j', (from, to, instruction) => {
    expect(instructionOf(from, to)).toEqual(instruction);
  });

  it('lets the tokens of an element go one way only, and begins as often as asked', () => {
    const plan = [
      { kind: 'move', from: 'a', to: 'b' },
      { kind: 'activate', element: 'b' },
      { kind: 'activate', element: 'b' },
      { kind: 'end', element: 'a' },
    ] as const;
    expect(plan.reduce<Plan>(planned, [])).toEqual(plan.slice(1));
  });

  it('says the same to the server and to the kernel', () => {
    const plan: Plan = [
      { kind: 'move', from: 'a', to: 'b' },
      { kind: 'activate', element: 'c' },
      { kind: 'end', element: 'd' },
    ];
    expect(bodyOf(plan)).toEqual({
      activateInstructions: [{ elementId: 'c' }],
      moveInstructions: [
        {
          sourceElementInstruction: { sourceType: 'byId', sourceElementId: 'a' },
          targetElementId: 'b',
          ancestorScopeInstruction: { ancestorScopeType: 'inferred' },
        },
      ],
      terminateInstructions: [{ elementId: 'd' }],
    });
    expect(operationOf(plan, (id) => [`${id}1`, `${id}2`])).toEqual({
      type: 'modifyInstance',
      activate: [{ element: 'c', ancestor: null, variables: [] }],
      move: [{ from: 'a', to: 'b', ancestor: null, variables: [] }],
      terminate: ['d1', 'd2'],
    });
  });
});
