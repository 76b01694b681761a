import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';

/** What a browser complains of while a page is open. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text());
  });
  return heard;
}

for (const { path, english, chinese } of [
  { path: '/', english: 'Today', chinese: '今日' },
  { path: '/instances', english: 'Cockpit', chinese: '驾驶舱' },
  { path: '/tasks', english: 'Tasks', chinese: '任务' },
  { path: '/design', english: 'Design', chinese: '设计' },
]) {
  test(`${english} opens without a complaint, in both languages`, async ({ browser }) => {
    for (const [locale, name] of [
      ['en-US', english],
      ['zh-CN', chinese],
    ] as const) {
      // given: a browser that asks for the language
      const page = await browser.newPage({ locale });
      const heard = complaints(page);
      // when
      await page.goto(path);
      // then
      await expect(page.getByRole('navigation').getByRole('link', { name })).toBeVisible();
      await expect(page.locator('main')).not.toBeEmpty();
      await page.waitForTimeout(1_000);
      expect(heard).toEqual([]);
      await page.close();
    }
  });
}

test('the bpmn.io mark is visible and uncovered on the design page', async ({ page }) => {
  await page.goto('/design');
  await page.getByRole('button', { name: 'New diagram' }).click();
  const mark = page.locator('.bjs-powered-by').first();
  await expect(mark).toBeVisible();
  const onTop = await mark.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  expect(onTop).toBe(true);
});
