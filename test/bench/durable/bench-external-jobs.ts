import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { process as drawProcess } from '#engine/testing/process-builder.ts';
import { BenchEngine } from './bench-engine.ts';
import { interleave, ratios } from './blocks.ts';
import { post } from './post.ts';
import { replayRatio } from './replay-ratio.ts';
import { historyRatios, rates } from './samples.ts';
import type { Effort, Samples } from './samples.ts';
import { resultOf, tenTaskTypes, tenTaskVariables } from './ten-tasks.ts';

const processId = 'ten-external-jobs';
const jobType = 'bench.external';
const tasks = tenTaskTypes.remote.length;

const activation = z.object({ jobs: z.array(z.object({ jobKey: z.string(), elementId: z.string() })) });

/**
 * Ten tasks in a row done by a worker over `/v2`: long polling, one completion a job. Against a flow written by hand that
 * waits for ten updates, whose caller sends the next one when the last is answered: then he knows that it waits.
 */
export async function benchExternalJobs(effort: Effort): Promise<readonly Samples[]> {
  const engine = await BenchEngine.open({ activities: {}, manifests: [] });
  const stopping = new AbortController();
  const worker = runJobWorker(engine.url, effort.jobBlocks.inFlight, stopping.signal);
  try {
    const drawing = drawProcess(processId).startEvent();
    for (let index = 0; index < tasks; index += 1) drawing.serviceTask(`task_${index}`, { type: jobType });
    const content = drawing.endEvent('end').toXml();
    const deployed = await engine.deploy(processId, [{ name: `${processId}.bpmn`, content }]);
    const start = {
      diagram: () => engine.start(deployed, tenTaskVariables),
      byHand: () => startByHand(engine),
    };
    const replay = await replayRatio(engine, effort, 'ten-tasks.external-jobs', start);
    const blocks = await interleave(
      [
        { name: 'ten updates by hand', engine, start: start.byHand },
        { name: 'external jobs', engine, start: start.diagram },
      ],
      effort.jobBlocks,
    );
    return [
      ...historyRatios(blocks, 'ten-tasks.external-jobs', 'external jobs', 'ten updates by hand'),
      replay,
      {
        name: 'ten-tasks.external-jobs-over-updates',
        unit: 'x',
        samples: ratios(blocks, 'external jobs', 'ten updates by hand', 'perSecond'),
      },
      {
        name: 'ten-tasks.external-jobs-per-second',
        unit: '1/s',
        samples: rates(blocks, 'external jobs').map((perSecond) => perSecond * tasks),
      },
    ];
  } finally {
    stopping.abort();
    await worker;
    await engine.close();
  }
}

/** Resolves when the flow has begun; its caller goes on beside. */
async function startByHand(engine: BenchEngine): Promise<string> {
  const workflowId = await engine.startByHand('tenUpdatesByHand', tenTaskVariables);
  const handle = engine.client.workflow.getHandle(workflowId);
  const completeAll = async (): Promise<void> => {
    for (let index = 0; index < tasks; index += 1) {
      await handle.executeUpdate('completeTask', { args: [resultOf(index)] });
    }
  };
  completeAll().catch((error: unknown) => console.error(error));
  return workflowId;
}

/** Takes jobs as they come and completes each on its own, as a worker of any Camunda 8 client does. */
async function runJobWorker(url: string, mostJobs: number, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const body = { type: jobType, worker: 'bench', timeout: 60_000, maxJobsToActivate: mostJobs };
    const taken = await post(`${url}/v2/jobs/activation`, body, stopping).catch(async (error: unknown) => {
      if (!stopping.aborted) console.error(error);
      await sleep(100);
      return { jobs: [] };
    });
    for (const { jobKey, elementId } of activation.parse(taken).jobs) {
      const variables = resultOf(Number(elementId.slice('task_'.length)));
      post(`${url}/v2/jobs/${jobKey}/completion`, { variables }).catch((error: unknown) => {
        if (!stopping.aborted) console.error(error);
      });
    }
  }
}
