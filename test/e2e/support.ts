import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { APIRequestContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { z } from 'zod';

/** A process with a user task, a job nobody serves, and a message at its end: what the pages have to show and to act on. */
export const reviewProcess = readFileSync(new URL('review.bpmn', import.meta.url), 'utf8');
export const reviewForm = readFileSync(new URL('review.form', import.meta.url), 'utf8');

export async function deployReview(request: APIRequestContext): Promise<void> {
  const form = new FormData();
  form.append('resources', new File([reviewProcess], 'e2e-review.bpmn'));
  form.append('resources', new File([reviewForm], 'e2e-review.form'));
  const answer = await request.post('/v2/deployments', { multipart: form });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** The same process with its task under another id and name. Answers its version. */
export async function deployReviewAgain(request: APIRequestContext): Promise<number> {
  const changed = reviewProcess.replaceAll('Task_Review', 'Task_Second_Look').replace('Review order', 'Second look');
  const form = new FormData();
  form.append('resources', new File([changed], 'e2e-review.bpmn'));
  form.append('resources', new File([reviewForm], 'e2e-review.form'));
  const answer = await request.post('/v2/deployments', { multipart: form });
  expect(answer.status(), await answer.text()).toBe(200);
  const deployed = z
    .object({
      deployments: z.array(
        z.object({ processDefinition: z.object({ processDefinitionVersion: z.number() }).nullish() }),
      ),
    })
    .parse(await answer.json());
  return (
    deployed.deployments.flatMap(({ processDefinition }) => processDefinition?.processDefinitionVersion ?? [])[0] ?? 0
  );
}

/** Starts an instance of the process under a business id of its own and answers its key. */
export async function startReview(
  request: APIRequestContext,
  businessId: string,
  variables: object = {},
): Promise<string> {
  const data = { processDefinitionId: 'e2e-review', businessId, variables: { orderId: businessId, ...variables } };
  const answer = await request.post('/v2/process-instances', { data });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { processInstanceKey: string }).processInstanceKey;
}

/** In English, unless the test says otherwise, so that names in tests mean what the page shows. */
export async function speak(page: Page, language: 'en' | 'zh-CN', theme: 'light' | 'dark' = 'light'): Promise<void> {
  await page.addInitScript(
    ([chosenLanguage, chosenTheme]) => {
      localStorage.setItem('silkflow.language', chosenLanguage);
      localStorage.setItem('silkflow.theme', chosenTheme);
    },
    [language, theme] as const,
  );
}

let last = 0;

/** A business id that no other test, and no earlier run against the same server, has used. */
export function uniqueBusinessId(): string {
  last += 1;
  return `E2E-${Date.now().toString(36).toUpperCase()}-${last}`;
}

/** Starts an instance of the process and opens its page. */
export async function openReview(
  { page, request }: { readonly page: Page; readonly request: APIRequestContext },
  { language = 'en', total = 5_000 }: { readonly language?: 'en' | 'zh-CN'; readonly total?: number | string } = {},
): Promise<{ readonly key: string; readonly businessId: string }> {
  await speak(page, language);
  const businessId = uniqueBusinessId();
  const key = await startReview(request, businessId, { total });
  await page.goto(`/instances/${key}`);
  return { key, businessId };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const report = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ target: z.unknown(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** What axe finds that keeps somebody from using the page. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = report.parse(await page.evaluate('axe.run()'));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
    );
}
