import { expect, test } from '@playwright/test';
import { deployReview, reviewProcess, speak } from './support.ts';

test.beforeAll(async ({ request }) => {
  await deployReview(request);
});

test('a deployed diagram is edited, kept as a draft, and deployed as a new version', async ({ page }) => {
  // given
  await speak(page, 'en');
  await page.goto('/design');
  await page.getByRole('listitem').filter({ hasText: 'Review' }).getByRole('link').first().click();
  const label = page.locator('[data-element-id="Task_Review"] .djs-visual');
  await expect(label).toContainText('Review');
  // when: a new name by way of the properties
  await page.locator('[data-element-id="Task_Review"] > .djs-hit').first().click();
  const general = page.getByText('General', { exact: true });
  await general.click();
  const name = `Look at it ${Date.now() % 100_000}`;
  await page.locator('#bio-properties-panel-name').fill(name);
  await expect(label).toContainText('Look at it');
  // then: undo and redo reach it, and a reload brings it back
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(label).toContainText('Review');
  await page.getByRole('button', { name: /^Redo/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Changed, kept as draft' })).toHaveCount(1);
  await page.waitForTimeout(1_500);
  await page.reload();
  await expect(label).toContainText('Look at it');
  // when
  await page.getByRole('button', { name: 'Deploy' }).click();
  // then
  await expect(page.getByText(/“e2e-review” is deployed as version \d+\./)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'No changes' })).toHaveCount(1);
});

test('a diagram with a fault is marked while drawing, refused at deployment, and each fault leads to its element', async ({
  page,
}) => {
  // given: a condition that is no FEEL
  await speak(page, 'en');
  const faulty = reviewProcess.replace('=total &gt; 1000', '=total &gt;').replaceAll('e2e-review', 'e2e-faulty');
  await page.goto('/design');
  await page.locator('input[type="file"]').setInputFiles({
    name: 'faulty.bpmn',
    mimeType: 'application/xml',
    buffer: Buffer.from(faulty),
  });
  // then
  await expect(page.getByRole('button', { name: /1 error/ })).toBeVisible();
  // when
  await page.getByRole('button', { name: 'Deploy' }).click();
  // then
  await expect(page.getByRole('heading', { name: 'Refused at deployment' })).toBeVisible();
  await page.getByRole('button', { name: 'Flow_Large' }).first().click();
  await expect(page.locator('[data-element-id="Flow_Large"].selected').first()).toBeAttached();
});

test('a file that is no BPMN is refused in words', async ({ page }) => {
  await speak(page, 'en');
  await page.goto('/design');
  const notXml = { name: 'broken.bpmn', mimeType: 'application/xml', buffer: Buffer.from('this is no XML') };
  await page.locator('input[type="file"]').setInputFiles(notXml);
  await expect(page.getByRole('heading', { name: 'This file cannot be shown as a diagram' })).toBeVisible();
});

test('the modeler speaks Chinese, every text of it', async ({ page }) => {
  // given
  await speak(page, 'zh-CN');
  await page.addInitScript(() => {
    const missed: unknown[] = [];
    Object.assign(globalThis, { missed });
    document.addEventListener('silkflow:untranslated', (event) => missed.push((event as CustomEvent).detail));
  });
  await page.goto('/design');
  const file = { name: 'review.bpmn', mimeType: 'application/xml', buffer: Buffer.from(reviewProcess) };
  await page.locator('input[type="file"]').setInputFiles(file);
  // when: each kind of element is selected, its groups opened, its menus shown
  for (const id of ['Start_Review', 'Gateway_Large', 'Task_Review', 'Catch_Paid', 'Flow_Large', 'End_Review']) {
    // Not by the pointer: the menu beside one element may lie over the next.
    await page.locator(`[data-element-id="${id}"] > .djs-hit`).first().dispatchEvent('click');
    await expect(page.locator('.bio-properties-panel-header-type')).toHaveText(/[\u4e00-\u9fff]/);
    await page.locator('.bio-properties-panel-group-header:not(.open)').evaluateAll((groups) => {
      for (const group of groups) (group as HTMLElement).click();
    });
  }
  await page.locator('[data-element-id="Task_Review"] > .djs-hit').first().dispatchEvent('click');
  for (const action of ['replace', 'append']) {
    await page.locator(`.djs-context-pad .entry[data-action="${action}"]`).click();
    await expect(page.locator('.djs-popup')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  // then
  expect(await page.evaluate(() => (globalThis as { missed?: unknown[] }).missed)).toEqual([]);
});
