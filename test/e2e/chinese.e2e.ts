import type { Locator, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { deployReview, reviewProcess, speak, startReview, uniqueBusinessId } from './support.ts';

test.beforeAll(async ({ request }) => {
  await deployReview(request);
});

/** Three English words in a row are a sentence; names, codes and expressions are shorter. */
async function expectNoEnglish(place: Locator): Promise<void> {
  const text = await place.innerText();
  expect(text).toMatch(/[\u4e00-\u9fff]/);
  expect(text.match(/\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}/g) ?? []).toEqual([]);
}

/** What a reader sees besides the diagram, whose labels are its author's. */
function words(page: Page): Locator {
  return page.locator('main');
}

test('an incident is told in Chinese, wherever it is shown', async ({ page, request }) => {
  // given: a condition that gives no truth value
  await speak(page, 'zh-CN');
  const key = await startReview(request, uniqueBusinessId(), { total: 'much' });
  const reason = '应为布尔值，但 = total > 1000 的结果是 null';
  // then: on its page, with the timeline
  await page.goto(`/instances/${key}`);
  await expect(page.getByText(reason).first()).toBeVisible();
  await expectNoEnglish(words(page));
  await page.screenshot({ path: 'test-results/chinese-incident.png' });
  // and: among today's
  await page.goto('/');
  await expect(page.getByText(reason).first()).toBeVisible();
  await expectNoEnglish(words(page));
  await page.screenshot({ path: 'test-results/chinese-today.png' });
});

test('a request that the instance refuses is refused in Chinese, down to the reason', async ({ request }) => {
  const key = await startReview(request, uniqueBusinessId(), { total: 5_000 });
  const data = { variables: { a: 1 } };
  const headers = { 'accept-language': 'zh-CN' };
  await request.post(`/v2/process-instances/${key}/cancellation`);
  const ended = await request.put(`/v2/element-instances/${key}/variables`, { data, headers });
  expect(ended.status()).toBeGreaterThanOrEqual(400);
  const problem = (await ended.json()) as { detail: string };
  expect(problem.detail).not.toMatch(/[a-z]{2,} [a-z]{2,}/);
});

test('a wrong expression is explained in Chinese while it is drawn', async ({ page }) => {
  // given
  await speak(page, 'zh-CN');
  const faulty = reviewProcess.replace('=total &gt; 1000', '=total &gt;').replaceAll('e2e-review', 'e2e-faulty');
  await page.goto('/design');
  await page.locator('input[type="file"]').setInputFiles({
    name: 'faulty.bpmn',
    mimeType: 'application/xml',
    buffer: Buffer.from(faulty),
  });
  // when
  await page.getByRole('button', { name: '部署' }).click();
  // then
  const problems = page.locator('section.problems');
  await expect(problems.getByText('意外结束').first()).toBeVisible();
  await expectNoEnglish(problems);
  // and: in the editor of the expression
  await problems.getByRole('button', { name: 'Flow_Large' }).first().click();
  await page.getByText('条件', { exact: true }).first().click();
  await page.locator('.bio-properties-panel .cm-lintRange-error').first().hover();
  const hint = page.locator('.cm-diagnosticText').first();
  await expect(hint).toHaveText('意外结束，应为 表达式');
  await expectNoEnglish(page.locator('.bio-properties-panel'));
  await page.screenshot({ path: 'test-results/chinese-design.png' });
});

test('a form names its faults in Chinese', async ({ page, request }) => {
  // given
  await speak(page, 'zh-CN');
  const businessId = uniqueBusinessId();
  await startReview(request, businessId, { total: 5_000 });
  await page.goto('/tasks?queue=all');
  await page.getByRole('button', { name: new RegExp(businessId) }).click();
  await page.getByRole('button', { name: '认领', exact: true }).click();
  // when
  await page.getByLabel('Reason 理由').fill('abc');
  await page.getByRole('button', { name: '完成', exact: true }).click();
  // then
  await expect(page.getByText('此项必填。').first()).toBeVisible();
  await expect(page.getByText('至少需要 5 个字符。')).toBeVisible();
  await expectNoEnglish(words(page));
  await page.screenshot({ path: 'test-results/chinese-form.png' });
});
