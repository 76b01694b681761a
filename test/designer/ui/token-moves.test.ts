import { describe, expect, it } from 'vitest';
import type { DiagramElement } from '#designer/ui/diagram/diagram-services.ts';
import { crossedFlows, lengthOf, schedule } from '#designer/ui/diagram/token-moves.ts';
import type { InstanceDiagram } from '#engine/contracts/api/instance.ts';

function node(id: string): DiagramElement {
  return { id, type: 'bpmn:Task', businessObject: { id, $type: 'bpmn:Task' } };
}

/** A straight flow of 300 units between two nodes. */
function flow(id: string, source: string, target: string): DiagramElement {
  const waypoints = [
    { x: 0, y: 0 },
    { x: 300, y: 0 },
  ];
  return { ...node(id), type: 'bpmn:SequenceFlow', waypoints, source: node(source), target: node(target) };
}

function diagram(taken: Readonly<Record<string, number>>): InstanceDiagram {
  return { seq: 1, elements: [], flows: Object.entries(taken).map(([flowId, count]) => ({ flowId, taken: count })) };
}

describe('crossed flows', () => {
  it('are those taken more often than before, new ones included', () => {
    const before = diagram({ a: 1, b: 2 });
    const after = diagram({ a: 1, b: 3, c: 1 });
    expect(crossedFlows(before, after)).toEqual(['b', 'c']);
  });

  it('are none when too much has happened to be watched', () => {
    const after = diagram(Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`f${index}`, 1])));
    expect(crossedFlows(diagram({}), after)).toEqual([]);
  });
});

describe('the schedule of tokens', () => {
  const starts = (flows: readonly DiagramElement[]) =>
    Object.fromEntries(schedule(flows, 1).map(({ flow: { id }, start }) => [id, start]));

  it('lets one flow begin where the one before it ends, in whatever order they are listed', () => {
    expect(starts([flow('second', 'B', 'C'), flow('first', 'A', 'B')])).toEqual({ first: 0, second: 300 });
  });

  it('lets branches run at the same time and waits for the last of them at a join', () => {
    const flows = [flow('in', 'S', 'F'), flow('up', 'F', 'J'), flow('down', 'F', 'J'), flow('out', 'J', 'E')];
    expect(starts(flows)).toEqual({ in: 0, up: 300, down: 300, out: 600 });
  });

  it('comes to an end in a loop', () => {
    const flows = [flow('there', 'A', 'B'), flow('back', 'B', 'A')];
    expect(schedule(flows, 1)).toHaveLength(2);
  });

  it('measures along the bends', () => {
    const bent = [
      { x: 0, y: 0 },
      { x: 30, y: 0 },
      { x: 30, y: 40 },
    ];
    expect(lengthOf(bent)).toBe(70);
    expect(lengthOf([])).toBe(0);
  });
});
