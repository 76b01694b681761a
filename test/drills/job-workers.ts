import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startCrew } from './crew.ts';
import type { Crew } from './crew.ts';
import { nothingTold, remember, sendingVariable } from './told.ts';
import type { Told } from './told.ts';
import { packJob } from './work.ts';
import type { World } from './world.ts';

const activation = z.object({ jobs: z.array(z.object({ jobKey: z.string() })) });

/** After this somebody else has the job: what became of a result that had no answer is settled by then, or done again. */
const lockMs = 20_000;
/** A job takes up to this long, so that there are jobs in hand whatever happens when. */
const longestWorkMs = 4_000;

/**
 * Workers outside that take jobs over `/v2` until told to stop. A result without an answer is sent again, and every other
 * one is sent twice at once: of the two, one must be refused.
 */
export function startJobWorkers(
  world: World,
  names: readonly string[],
  /** 0 ≤ x < 1, seeded. */
  random: () => number,
): Crew & { readonly told: Told } {
  const told = nothingTold();
  const crew = startCrew(names, async (name, round) => {
    const body = { type: packJob, worker: name, timeout: lockMs, maxJobsToActivate: 2, requestTimeout: 1_000 };
    const answer = await world.post('/v2/jobs/activation', body);
    if (answer === null || answer.status !== 200) return sleep(300);
    await sleep(random() * longestWorkMs);
    await doJobs(world, told, activation.parse(answer.body).jobs, round);
  });
  return { ...crew, told };
}

async function doJobs(
  world: World,
  told: Told,
  jobs: readonly { readonly jobKey: string }[],
  round: string,
): Promise<void> {
  await Promise.all(
    jobs.map(async ({ jobKey }, index) => {
      const send = (attempt: string): Promise<boolean> =>
        complete(world, told, jobKey, `${round}-${jobKey}-${attempt}`);
      const answered = await Promise.all(index % 2 === 0 ? [send('a'), send('b')] : [send('a')]);
      if (answered.includes(false)) await send('again');
    }),
  );
}

/** Whether there was an answer. */
async function complete(world: World, told: Told, jobKey: string, id: string): Promise<boolean> {
  const answer = await world.post(`/v2/jobs/${jobKey}/completion`, { variables: { [sendingVariable]: id } });
  remember(told, id, answer);
  return !told.unanswered.has(id);
}
