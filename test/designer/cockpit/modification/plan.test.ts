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

  it('says whether a token begins behind its element', () => {
    expect(instructionOf(null, 'b', 'after')).toEqual({ kind: 'activate', element: 'b', position: 'after' });
    expect(instructionOf('a', 'b', 'after')).toEqual({ kind: 'move', from: 'a', to: 'b', position: 'after' });
    expect(instructionOf('a', null, 'after')).toEqual({ kind: 'end', element: 'a' });
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
      { kind: 'activate', element: 'c', position: 'after' },
      { kind: 'move', from: 'e', to: 'f', position: 'after' },
      { kind: 'end', element: 'd' },
    ];
    expect(bodyOf(plan)).toEqual({
      activateInstructions: [
        { elementId: 'c', position: 'before' },
        { elementId: 'c', position: 'after' },
      ],
      moveInstructions: [
        {
          sourceElementInstruction: { sourceType: 'byId', sourceElementId: 'a' },
          targetElementId: 'b',
          ancestorScopeInstruction: { ancestorScopeType: 'inferred' },
          position: 'before',
        },
        {
          sourceElementInstruction: { sourceType: 'byId', sourceElementId: 'e' },
          targetElementId: 'f',
          ancestorScopeInstruction: { ancestorScopeType: 'inferred' },
          position: 'after',
        },
      ],
      terminateInstructions: [{ elementId: 'd' }],
    });
    expect(operationOf(plan, (id) => [`${id}1`, `${id}2`])).toEqual({
      type: 'modifyInstance',
      activate: [
        { element: 'c', ancestor: null, variables: [] },
        { element: 'c', ancestor: null, variables: [], after: true },
      ],
      move: [
        { from: 'a', to: 'b', ancestor: null, variables: [] },
        { from: 'e', to: 'f', ancestor: null, variables: [], after: true },
      ],
      terminate: ['d1', 'd2'],
    });
  });
});
