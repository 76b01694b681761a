import type { Effect } from './act.ts';

/** The first difference between what two engines did, up to the order of lines within one act; null when there is none. */
export function difference(
  zeebe: readonly Effect[],
  kernel: readonly Effect[],
  explained: Explained = {},
): string | null {
  for (const [index, left] of zeebe.entries()) {
    const right = kernel[index] ?? { refused: null, lines: [] };
    const missing = without(left.lines, right.lines).filter(
      (line) => !isCollecting(line, explained) && !isUncertain(line, explained),
    );
    const extra = without(right.lines, left.lines).filter(
      (line) => !isGatewayFlow(line, explained) && !isUncertain(line, explained),
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
}

/** DIF1: Zeebe rewrites the whole output collection in the body's scope with every item; here it is written once, at the end. */
function isCollecting(line: string, { outputCollections = [] }: Explained): boolean {
  return outputCollections.some((name) => new RegExp(`^(created|updated) \\w+\\[\\]\\.${name} =`).test(line));
}

/** DIF2: Zeebe does not record the flow that an event-based gateway's token takes. */
function isGatewayFlow(line: string, { eventGatewayFlows = [] }: Explained): boolean {
  return eventGatewayFlows.some((flow) => line === `taken ${flow}`);
}

/** DIF18: a call whose process is not found has activated here, in Zeebe not yet. */
function isUncertain(line: string, { uncertainCalls = [] }: Explained): boolean {
  return uncertainCalls.some((id) => line === `activated ${id}`);
}
