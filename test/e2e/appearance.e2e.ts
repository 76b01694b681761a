import { expect, test } from '@playwright/test';
import { deployReview, seriousViolations, speak, startReview, uniqueBusinessId } from './support.ts';

let instance = '';

test.beforeAll(async ({ request }) => {
  await deployReview(request);
  instance = await startReview(request, uniqueBusinessId(), { total: 5_000 });
});

const pages = [
  ['today', () => '/', 'h1'],
  ['the list of instances', () => '/instances?state=all', 'tbody tr'],
  ['an instance', () => `/instances/${instance}`, '.djs-element'],
  ['a process', () => '/processes/e2e-review', '.count-badge'],
  ['tasks', () => '/tasks?queue=all', '.task-list'],
  ['the choice of diagrams', () => '/design', '.diagram-list'],
  ['the diagram editor', () => '/design?new=true', '.bio-properties-panel'],
] as const;

for (const [language, theme] of [
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  test(`no page has a serious barrier (${language}, ${theme})`, async ({ page }) => {
    test.setTimeout(180_000);
    await speak(page, language, theme);
    for (const [name, path, sign] of pages) {
      await test.step(name, async () => {
        await page.goto(path());
        await expect(page.locator(sign).first()).toBeVisible();
        await page.waitForTimeout(500);
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
        await expect(page.locator('h1')).toHaveCount(1);
        expect(await seriousViolations(page), name).toEqual([]);
      });
    }
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`the bpmn.io mark stands free and readable wherever a diagram or form is shown (${theme})`, async ({
    page,
    request,
  }) => {
    await speak(page, 'en', theme);
    const businessId = uniqueBusinessId();
    await startReview(request, businessId, { total: 5_000 });
    const places = [
      `/instances/${instance}`,
      '/processes/e2e-review',
      '/design?new=true',
      `/tasks?queue=all&q=${businessId}`,
    ];
    for (const place of places) {
      await page.goto(place);
      if (place.startsWith('/tasks')) await page.getByRole('button', { name: businessId }).click();
      const mark = page.locator('.bjs-powered-by, .fjs-powered-by').first();
      await mark.scrollIntoViewIfNeeded();
      await expect(mark).toBeVisible();
      const onTop = await mark.evaluate((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const points = [0.2, 0.5, 0.8].map((share) => document.elementFromPoint(x + width * share, y + height / 2));
        return points.every((found) => found !== null && (element.contains(found) || found.contains(element)));
      });
      expect(onTop, place).toBe(true);
    }
  });
}

test('the language is switched at once and remembered', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Switch to Chinese' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
  await page.getByRole('button', { name: '切换到英文' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
});

test('the command palette goes to an order by its number, without the mouse', async ({ page, request }) => {
  await speak(page, 'en');
  const businessId = uniqueBusinessId();
  await startReview(request, businessId, { total: 5_000 });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
  await page.keyboard.press('Control+K');
  await page.keyboard.type(businessId);
  await expect(page.getByRole('option', { name: businessId })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: businessId })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('heading', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('k');
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
});
