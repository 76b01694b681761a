import type { Effect, Start } from './act.ts';

/** The first difference between what two engines did, up to the order of lines within one act; null when there is none. */
export function difference(
  zeebe: readonly Effect[],
  kernel: readonly Effect[],
  explained: Explained = {},
): string | null {
  for (const [index, left] of zeebe.entries()) {
    const right = kernel[index] ?? { refused: null, lines: [] };
    const missing = without(left.lines, right.lines).filter(
      (line) => !isCollecting(line, explained) && !isUncertain(line, explained) && !isStartEvents(line, explained),
    );
    const extra = without(right.lines, left.lines).filter(
      (line) => !isGatewayFlow(line, explained) && !isUncertain(line, explained) && !isOfParallelGateway(line),
    );
    const refusal = (left.refused === null) === (right.refused === null);
    if (missing.length === 0 && extra.length === 0 && refusal) continue;
    return [
      `after act ${index}:`,
      ...(refusal ? [] : [`  refused: Zeebe ${left.refused ?? 'no'}, kernel ${right.refused ?? 'no'}`]),
      ...missing.map((line) => `  only Zeebe:  ${line}`),
      ...extra.map((line) => `  only kernel: ${line}`),
    ].join('\n');
  }
  return null;
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

/** Differences that SPEC.md explains, and where this diagram shows them. */
export interface Explained {
  readonly outputCollections?: readonly string[];
  readonly eventGatewayFlows?: readonly string[];
  readonly uncertainCalls?: readonly string[];
  readonly uncertainAdHocs?: readonly string[];
  readonly start?: Start;
}

/** DIF1: Zeebe rewrites the whole output collection in the body's scope with every item; here it is written once, at the end. */
function isCollecting(line: string, { outputCollections = [] }: Explained): boolean {
  return outputCollections.some((name) => new RegExp(`^(created|updated) \\w+\\[\\]\\.${name} =`).test(line));
}

/** DIF2: Zeebe does not record the flow that an event-based gateway's token takes. */
function isGatewayFlow(line: string, { eventGatewayFlows = [] }: Explained): boolean {
  return eventGatewayFlows.some((flow) => line === `taken ${flow}`);
}

/**
 * DIF18: a call whose process is not found has activated here, in Zeebe not yet. DIF8: what an ad-hoc subprocess can start is
 * written by Zeebe before its activation fails, here by one that succeeds.
 */
function isUncertain(line: string, { uncertainCalls = [], uncertainAdHocs = [] }: Explained): boolean {
  return (
    uncertainCalls.some((id) => line === `activated ${id}`) ||
    uncertainAdHocs.some((id) => line.includes(` ${id}.adHocSubProcessElements = `))
  );
}

/** DIF29: what a start listener of a parallel gateway brings. */
function isOfParallelGateway(line: string): boolean {
  return /^(created|updated) parallel\d+_(fork|join)\./.test(line);
}

/** DIF26: what starts an instance from outside is written by Zeebe at the start event too, before it goes to the process. */
function isStartEvents(line: string, { start = 'none' }: Explained): boolean {
  return start !== 'none' && line.startsWith('created start.');
}
