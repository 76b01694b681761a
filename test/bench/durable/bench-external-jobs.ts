import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { process as drawProcess } from '#engine/testing/process-builder.ts';
import { BenchEngine } from './bench-engine.ts';
import { interleave, ratios } from './blocks.ts';
import { historyRatios } from './history-ratios.ts';
import { post } from './post.ts';
import { rates } from './samples.ts';
import type { Effort, Samples } from './samples.ts';
import { resultOf, tenTaskTypes, tenTaskVariables } from './ten-tasks.ts';

const processId = 'ten-external-jobs';
const jobType = 'bench.external';
const tasks = tenTaskTypes.remote.length;

const activation = z.object({ jobs: z.array(z.object({ jobKey: z.string(), elementId: z.string() })) });

/**
 * Ten tasks in a row done by a worker over `/v2`: long polling, one completion a job. Against a flow written by hand that
 * waits for ten updates, each sent by a caller who knows that it waits.
 */
export async function benchExternalJobs(effort: Effort): Promise<readonly Samples[]> {
  const callers = new Map<string, number>();
  const engine = await BenchEngine.open({
    activities: {},
    manifests: [],
    onWait: (workflowId) => void completeByHand(engine, workflowId, callers),
  });
  const stopping = new AbortController();
  const worker = runJobWorker(engine.url, stopping.signal);
  try {
    const drawing = drawProcess(processId).startEvent();
    for (let index = 0; index < tasks; index += 1) drawing.serviceTask(`task_${index}`, { type: jobType });
    const content = drawing.endEvent('end').toXml();
    const deployed = await engine.deploy(processId, [{ name: `${processId}.bpmn`, content }]);
    const start = {
      diagram: () => engine.start(deployed, tenTaskVariables),
      byHand: () => engine.startByHand('tenUpdatesByHand', tenTaskVariables),
    };
    const histories = await historyRatios(engine, effort, 'ten-tasks.external-jobs', start);
    const blocks = await interleave(
      [
        { name: 'ten updates by hand', run: async () => engine.end(await start.byHand()) },
        { name: 'external jobs', run: async () => engine.end(await start.diagram()) },
      ],
      effort.blocks,
    );
    return [
      ...histories,
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

/** Sends the flow written by hand the next result; `callers` counts how many it has had. */
async function completeByHand(engine: BenchEngine, workflowId: string, callers: Map<string, number>): Promise<void> {
  const index = callers.get(workflowId) ?? 0;
  callers.set(workflowId, index + 1);
  await engine.client.workflow.getHandle(workflowId).executeUpdate('completeTask', { args: [resultOf(index)] });
}

/** Takes jobs as they come and completes each on its own, as a worker of any Camunda 8 client does. */
async function runJobWorker(url: string, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    const body = { type: jobType, worker: 'bench', timeout: 60_000, maxJobsToActivate: 32 };
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
