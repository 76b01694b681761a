import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { randomFrom } from '#engine/kernel/index.ts';
import {
  badValues,
  haltWorker,
  killTemporal,
  killWithinCommit,
  killWithinCompletion,
  killWithinTask,
  killWorkers,
  stopPostgres,
} from './disasters.ts';
import type { Disaster, Severity } from './disasters.ts';
import { startJobWorkers } from './job-workers.ts';
import { startPeople } from './people.ts';
import { proveAll } from './proofs.ts';
import type { Proof } from './proofs.ts';
import { sabotages, slowCommits, slowMeetings } from './sabotage.ts';
import { closeTalk, consoleHeirs, deployDrills, sayWord, startOrder, startTalk } from './work.ts';
import { openWorld, rowsOf } from './world.ts';
import type { World } from './world.ts';

/**
 * `npm run drill [-- --short --seed N --orders N --only NAME]`: breaks a whole running product in every way that it must
 * survive, then proves what must hold; then takes one safeguard after the other away and shows that a proof fails.
 */
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    orders: { type: 'string' },
    only: { type: 'string' },
  },
});
const short = values.short;
const orders = Number(values.orders ?? (short ? 12 : 200));
const talks = short ? 12 : 100;

interface Drill {
  readonly name: string;
  readonly sabotage: string | null;
  readonly orders: number;
  readonly disasters: readonly Disaster[];
  readonly withoutRequestRow?: true;
  /** Named, the drill passes when this property is found broken. Null: all must hold. */
  readonly mustBreak: string | null;
}

const all = [
  badValues,
  killWorkers,
  killWithinCommit,
  haltWorker,
  killWithinTask,
  killWithinCompletion,
  killTemporal,
  stopPostgres,
];
const everything: Drill = { name: 'everything', sabotage: slowCommits, orders, disasters: all, mustBreak: null };
/** What the drills below do, with every safeguard in its place; within `everything` too, but quicker by itself. */
const controls: readonly Drill[] = [
  { name: 'outage', sabotage: null, orders, disasters: [stopPostgres, killTemporal], mustBreak: null },
  { name: 'fence', sabotage: slowCommits, orders: 0, disasters: [killWithinCommit], mustBreak: null },
  { name: 'request-row', sabotage: null, orders: 0, disasters: [killWithinCompletion], mustBreak: null },
  { name: 'inbox-lock', sabotage: slowCommits + slowMeetings, orders: 0, disasters: [], mustBreak: null },
];
const sabotaged: readonly Drill[] = [
  {
    name: 'without-fence',
    sabotage: slowCommits + sabotages.fence,
    orders: 0,
    disasters: [killWithinCommit],
    mustBreak: 'rows are what the histories give',
  },
  {
    name: 'without-request-row',
    sabotage: null,
    orders: 0,
    disasters: [killWithinCompletion],
    withoutRequestRow: true,
    mustBreak: 'disaster',
  },
  {
    name: 'without-inbox-lock',
    sabotage: slowCommits + slowMeetings + sabotages.inboxLock,
    orders: 0,
    disasters: [],
    mustBreak: 'no message lost or taken twice',
  },
];

Runtime.install({ logger: new DefaultLogger('ERROR') });
const began = Date.now();
const outcomes =
  values.only === undefined
    ? // The sabotaged ones mostly wait, each in a world of its own, so they go side by side.
      [await report(everything), ...(await Promise.all(sabotaged.map((drill) => report(drill))))]
    : await Promise.all(chosenBy(values.only).map((drill) => report(drill)));
const failed = outcomes.filter((passed) => !passed).length;
write(`${outcomes.length - failed} passed, ${failed} failed, ${Math.round((Date.now() - began) / 1_000)} s`);
process.exit(failed === 0 ? 0 : 1);

function chosenBy(name: string): readonly Drill[] {
  const known = [everything, ...controls, ...sabotaged];
  const chosen = known.filter((drill) => drill.name === name);
  if (chosen.length > 0) return chosen;
  throw new Error(`No drill ${name}; there are ${known.map((drill) => drill.name).join(', ')}`);
}

/** Each line begins with the drill's name, since others may run beside it. Answers whether it passed. */
async function report(drill: Drill): Promise<boolean> {
  const started = Date.now();
  const say = (line: string): void => write(`${drill.name}: ${line}`);
  say(`seed ${values.seed}, ${drill.orders} orders, ${talks} talks of each kind`);
  const passed = await run(drill, say).catch((error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return false;
  });
  say(`${passed ? 'passed' : 'FAILED'} (${Math.round((Date.now() - started) / 1_000)} s)`);
  return passed;
}

async function run(drill: Drill, say: (line: string) => void): Promise<boolean> {
  const world = await openWorld(drill.sabotage);
  try {
    await deployDrills(world);
    const people = startPeople(world, ['ann', 'bo']);
    const jobWorkers = startJobWorkers(
      world,
      ['packer-1', 'packer-2'],
      randomFrom(`${values.seed}/${drill.name}/jobs`),
    );
    const work = sendWork(world, drill);
    // Awaited below; until then a disaster may end the drill first.
    work.catch(() => undefined);
    const broken = await breakThings(world, drill, say);
    await work;
    const patienceMs = drill.mustBreak === null ? (short ? 300_000 : 1_800_000) : 30_000;
    const ended = await awaitEnd(world, patienceMs);
    await Promise.all([people.stop(), jobWorkers.stop()]);
    say(ended ? 'all ended' : 'not all ended');
    const proofs =
      broken === null ? await proveAll(world, { people: people.told, jobWorkers: jobWorkers.told }) : [broken];
    for (const { property, holds, found } of proofs) say(`${holds ? 'holds' : 'BROKEN'}: ${property}: ${found}`);
    if (drill.mustBreak === null) return proofs.every(({ holds }) => holds);
    return proofs.some(({ property, holds }) => property === drill.mustBreak && !holds);
  } finally {
    await world.close();
  }
}

/** Null = all went as the disasters expect. */
async function breakThings(world: World, drill: Drill, say: (line: string) => void): Promise<Proof | null> {
  const severity: Severity = {
    random: randomFrom(`${values.seed}/${drill.name}`),
    kills: short ? 3 : 12,
    watchers: talks,
    // Longer than a workflow task's time-out, and a minute.
    outagesMs: short ? [12_000] : [12_000, 60_000],
    withoutRequestRow: drill.withoutRequestRow === true,
  };
  for (const disaster of drill.disasters) {
    try {
      say(await disaster(world, severity));
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      if (drill.mustBreak === null) throw error;
      return { property: 'disaster', holds: false, found };
    }
  }
  return null;
}

/** Orders, and talks whose message comes before, with or after its subscription; some while their instance closes. */
async function sendWork(world: World, drill: Drill): Promise<void> {
  const random = randomFrom(`${values.seed}/${drill.name}/work`);
  const sent: Promise<void>[] = [];
  for (let n = 1; n <= Math.max(drill.orders, talks); n += 1) {
    if (n <= drill.orders) sent.push(startOrder(world, n));
    if (n <= talks) {
      for (const processId of ['drill-talk', 'drill-listen']) {
        const talk = `${processId}-${n}`;
        sent.push(startTalk(world, processId, talk));
        sent.push(sleep(random() * 400).then(() => sayWord(world, talk)));
      }
      // It waits for what a sabotaged world may never bring.
      if (drill.mustBreak === null) sent.push(closeTalk(world, `drill-closing-${n}`));
      sent.push(startTalk(world, 'drill-parcel', `parcel-${n}`));
    }
    await sleep(random() * (short ? 500 : 1_000));
  }
  await Promise.all(sent);
  if (!drill.disasters.includes(badValues)) return;
  for (const name of ['nul', 'surrogate', 'long']) await sayWord(world, `bad-${name}`);
}

/** Ends, beside waiting, the talks that a disaster has begun, and gives heirs what they wait for. */
async function awaitEnd(world: World, timeoutMs: number): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(1_000)) {
    const pulses = await rowsOf<{ talk: string }>(
      world,
      `select value::json #>> '{}' as talk from silkflow.variable v join silkflow.process_instance using (instance_key)
       where v.name = 'talk' and state = 'active' and value like '"pulse-%'`,
    );
    await Promise.all(pulses.map(({ talk }) => sayWord(world, talk)));
    await consoleHeirs(world);
    const open = await rowsOf(
      world,
      `select 1 from silkflow.process_instance where state in ('starting', 'active', 'suspended')
       union all select 1 from silkflow.message_correlation where state = 'pending' limit 1`,
    );
    if (open.length === 0) return true;
  }
  return false;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
