import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act, Scenario } from './differential/act.ts';
import { difference } from './differential/compare.ts';
import type { Explained } from './differential/compare.ts';
import { begin, perform, runOnKernel, worldOf } from './differential/kernel-side.ts';
import { runOnZeebe } from './differential/zeebe-side.ts';
import { Zeebe } from './differential/zeebe.ts';
import { frames } from './generated/block.ts';
import { draw } from './generated/draw.ts';
import type { Drawing } from './generated/draw.ts';
import { drawGraph, graphsForZeebe } from './generated/graph.ts';
import { chooseAct } from './generated/walk.ts';

const url = process.env.ZEEBE_ORACLE_URL;
const runs = Number(process.env.KERNEL_DIFFERENTIAL_RUNS ?? 2000);
/** Stop at the first difference and find the smallest diagram that shows it. */
const shrinks = process.env.KERNEL_SHRINK !== undefined;
const seed = Number(process.env.KERNEL_SEED ?? 1);

/** Of what a graph of this kind has, nothing needs to be explained. */
const plain = {
  start: 'none',
  outputCollections: [],
  eventGatewayFlows: [],
  uncertainCalls: [],
  uncertainAdHocs: [],
} as const;

/** Three of four are built of blocks, and have every element; one is any graph that can be drawn. */
const drawings: fc.Arbitrary<Drawing> = fc.oneof(
  { weight: 3, arbitrary: frames(2).map((frame) => draw(frame)) },
  { weight: 1, arbitrary: graphsForZeebe(8, 1).map((graph) => ({ ...plain, files: [drawGraph(graph, true)] })) },
);

/**
 * Random processes × random inputs on the kernel and on a real Zeebe. Same element events, jobs, incidents and variables
 * after every act, up to the order of parallel branches. Runs only where ZEEBE_ORACLE_URL names one.
 */
describe.skipIf(url === undefined)('against a real Zeebe', { timeout: 24 * 3_600_000 }, () => {
  it(`does what Zeebe does in ${runs} runs (DIF0)`, async () => {
    const zeebe = new Zeebe(url ?? '');
    const results = await zeebe.takesJobResults();
    let count = 0;
    const differences: string[] = [];
    const path = fc.array(fc.nat({ max: 1000 }), { minLength: 3, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(drawings, path, async (drawing, choices) => {
        count += 1;
        if (count % 40 === 0) {
          await zeebe.reset();
          console.log(`${count} runs, ${differences.length} differences`);
        }
        const variables = { x: 1, k: `key-${seed}-${count}`, items: [1, 2, 3], r: 0 };
        const beginning = { files: drawing.files, process: 'p', start: drawing.start, variables };
        const scenario = { ...beginning, acts: await actsOf(beginning, choices, { results }) };
        const found = await compareTwice(zeebe, scenario, drawing);
        if (found !== null)
          console.log(`run ${count}:\n${found}\n${JSON.stringify(scenario.acts)}\n${drawing.files.join('\n')}`);
        if (shrinks) expect(found).toBeNull();
        if (found !== null) differences.push(`run ${count}: ${found}`);
      }),
      { numRuns: runs, seed },
    );
    expect(differences).toEqual([]);
  });
});

async function compare(zeebe: Zeebe, scenario: Scenario, explained: Explained): Promise<string | null> {
  const effects = await runOnZeebe(zeebe, scenario).catch(async () => {
    await zeebe.reset();
    return runOnZeebe(zeebe, scenario);
  });
  return typeof effects === 'string' ? effects : difference(effects, await runOnKernel(scenario), explained);
}

/** On a busy machine Zeebe may seem to rest before it does: what differs is asked again, of a fresh one. */
async function compareTwice(zeebe: Zeebe, scenario: Scenario, explained: Explained): Promise<string | null> {
  if ((await compare(zeebe, scenario, explained)) === null) return null;
  await zeebe.reset();
  return compare(zeebe, scenario, explained);
}

/** The acts along a path: which of the possible ones, chosen by number, with the kernel as the guide. */
async function actsOf(
  beginning: Omit<Scenario, 'acts'>,
  choices: readonly number[],
  { results }: { readonly results: boolean },
): Promise<readonly Act[]> {
  const world = await worldOf(beginning.files);
  begin(world, beginning);
  const acts: Act[] = [];
  for (const [index, choice] of choices.entries()) {
    const chosen = chooseAct(world, choice, index + 1);
    if (chosen === null) break;
    const act = results ? chosen : withoutResult(chosen);
    perform(world, act);
    acts.push(act);
  }
  return acts;
}

/** For a control port that passes on the variables of a job and nothing else. */
function withoutResult(act: Act): Act {
  if (act.do !== 'complete') return act;
  const { element, variables } = act;
  return { do: 'complete', element, ...(variables !== undefined && { variables }) };
}
