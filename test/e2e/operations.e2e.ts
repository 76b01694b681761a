import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import {
  deployReview,
  deployReviewAgain,
  openReview,
  seriousViolations,
  speak,
  startReview,
  uniqueBusinessId,
} from './support.ts';

// Each time: a test here deploys another version.
test.beforeEach(async ({ request }) => {
  await deployReview(request);
});

const confirm = (page: Page, name: string) => page.getByRole('dialog').last().getByRole('button', { name });
const element = (page: Page, id: string) => page.locator(`[data-element-id="${id}"] > .djs-hit`).first();

test('an instance is suspended with a reason, resumed, cancelled, and restarted at another element', async ({
  page,
  request,
}) => {
  // given
  const { key, businessId } = await openReview({ page, request });
  await expect(page.getByText('Waits for a person', { exact: true })).toBeVisible();
  // when: it is suspended
  await page.getByRole('button', { name: 'Suspend', exact: true }).click();
  await page.getByLabel('Reason (kept in the audit)').fill('盘点 stock take');
  await confirm(page, 'Suspend').click();
  // then: the page says so, and so does the list
  await expect(page.getByText('Suspended: nothing moves until it is resumed.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Suspended it' })).toContainText('盘点 stock take');
  await page.goto(`/instances?state=suspended&q=${businessId}`);
  await expect(page.getByRole('row').filter({ hasText: businessId })).toContainText('Suspended');
  await page.getByRole('link', { name: businessId }).click();
  // when: it is resumed
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  // then
  await expect(page.getByText('The instance goes on.')).toBeVisible();
  await expect(page.getByText('Suspended: nothing moves until it is resumed.')).toBeHidden();
  // when: it is cancelled and restarted where it would have gone next
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await confirm(page, 'Cancel the instance').click();
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[data-element-id="Catch_Paid"] > .djs-hit').first().click();
  await expect(dialog.getByRole('combobox', { name: 'Begin at' })).toHaveValue('Catch_Paid');
  await confirm(page, 'Restart').click();
  // then: a new instance waits there, under the same business id, and tells where it comes from
  await expect(page).not.toHaveURL(new RegExp(key));
  await expect(page.getByRole('heading', { level: 1, name: businessId })).toBeVisible();
  await expect(page.getByText(`Waits for the message “e2e-paid” with key ${businessId}`)).toBeVisible();
  await page.getByRole('link', { name: `from instance ${key}` }).click();
  await expect(page.getByText('It was cancelled.')).toBeVisible();
});

test('a token is moved on the diagram after its way was shown, and a plan that cannot be done says why', async ({
  page,
  request,
}) => {
  // given
  const { businessId } = await openReview({ page, request });
  await page.getByRole('button', { name: 'Modify', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Goes to' })).toContainText('Paid');
  const preview = page.getByRole('status').filter({ hasText: 'What will happen' });
  // when: something that is refused
  await element(page, 'Start_Review').click();
  // then
  await expect(preview).toContainText('This would be refused');
  await expect(preview).toContainText('it waits for an event of its own');
  await expect(page.locator('[data-element-id="Start_Review"].is-refused')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Carry out …' })).toBeDisabled();
  await page.getByRole('button', { name: /^Take out/ }).click();
  // when: the same, but behind it
  await page.getByRole('combobox', { name: 'Begins' }).selectOption('after');
  await element(page, 'Start_Review').click();
  // then
  await expect(page.getByRole('listitem').filter({ hasText: /^Start after/ })).toBeVisible();
  await expect(preview).toContainText('Stands then atReview order');
  await page.getByRole('button', { name: /^Take out/ }).click();
  await page.getByRole('combobox', { name: 'Begins' }).selectOption('before');
  // when: the token is picked, and brought elsewhere by the keyboard
  await element(page, 'Task_Review').click();
  await page.getByRole('combobox', { name: 'Goes to' }).selectOption('Catch_Paid');
  await page.getByRole('button', { name: 'Add', exact: true }).first().press('Enter');
  // then
  await expect(preview).toContainText('EndsReview order');
  await expect(preview).toContainText('Stands then atPaid');
  // when
  await page.getByRole('button', { name: 'Carry out …' }).click();
  await confirm(page, 'Carry out').click();
  // then
  await expect(page.getByText(`Waits for the message “e2e-paid” with key ${businessId}`)).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Modified it' })).toBeVisible();
});

test('an instance is migrated by a mapping that is shown on both diagrams', async ({ page, request }) => {
  // given: a newer version whose task has another id
  await speak(page, 'en');
  const businessId = uniqueBusinessId();
  const key = await startReview(request, businessId, { total: 5_000 });
  const version = await deployReviewAgain(request);
  await page.goto(`/instances/${key}`);
  await page.getByRole('button', { name: 'Migrate', exact: true }).click();
  const dialog = page.getByRole('dialog');
  // then: the token has no place yet
  await expect(dialog.getByText('This would be refused')).toBeVisible();
  await expect(confirm(page, 'Migrate')).toBeDisabled();
  // when
  await dialog.getByRole('combobox', { name: /^Review order →/ }).selectOption('Task_Second_Look');
  // then
  await expect(dialog.locator('[data-element-id="Task_Second_Look"].is-beginning')).toHaveCount(1);
  // when
  await confirm(page, 'Migrate').click();
  await confirm(page, 'Migrate').click();
  // then
  await expect(page.getByText(`The instance goes on as version ${version}.`)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open task' })).toBeVisible();
  await expect(page.locator('[data-element-id="Task_Second_Look"].is-active')).toHaveCount(1);
});

for (const [language, theme, words] of [
  ['en', 'light', { modify: 'Modify', migrate: 'Migrate', restart: 'Restart', back: 'Back' }],
  ['zh-CN', 'dark', { modify: '修改', migrate: '迁移', restart: '重启', back: '返回' }],
] as const) {
  test(`nothing that operates an instance has a serious barrier (${language}, ${theme})`, async ({ page, request }) => {
    test.setTimeout(180_000);
    await speak(page, language, theme);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const key = await startReview(request, uniqueBusinessId(), { total: 5_000 });
    await deployReviewAgain(request);
    await page.goto(`/instances/${key}`);
    // when: a plan that is refused, with its reasons
    await button(words.modify).click();
    await expect(page.locator('.modification option[value="Start_Review"]')).toHaveCount(1);
    await element(page, 'Task_Review').click();
    await element(page, 'Start_Review').click();
    await expect(page.locator('[data-element-id="Start_Review"].is-refused')).toHaveCount(1);
    expect(await seriousViolations(page), 'modification').toEqual([]);
    // and: a mapping on two diagrams
    await button(words.migrate).click();
    await expect(page.getByRole('dialog').locator('.djs-element')).not.toHaveCount(0);
    await expect(page.locator('.mapping select')).toHaveCount(1);
    expect(await seriousViolations(page), 'migration').toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // and: the choice of where to begin anew, and the audit opened
    await request.post(`/v2/process-instances/${key}/cancellation`, { data: {} });
    await button(words.restart).click();
    await expect(page.getByRole('dialog').locator('.djs-element').first()).toBeVisible();
    expect(await seriousViolations(page), 'restart').toEqual([]);
    await button(words.back).click();
    await page.locator('.audit summary').first().click();
    expect(await seriousViolations(page), 'audit').toEqual([]);
  });
}
