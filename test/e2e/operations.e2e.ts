import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { deployReview, deployReviewAgain, speak, startReview, uniqueBusinessId } from './support.ts';

test.beforeAll(async ({ request }) => {
  await deployReview(request);
});

const confirm = (page: Page, name: string) => page.getByRole('dialog').last().getByRole('button', { name });
const element = (page: Page, id: string) => page.locator(`[data-element-id="${id}"] > .djs-hit`).first();

test('an instance is suspended with a reason, resumed, cancelled, and restarted at another element', async ({
  page,
  request,
}) => {
  // given
  await speak(page, 'en');
  const businessId = uniqueBusinessId();
  const key = await startReview(request, businessId, { total: 5_000 });
  await page.goto(`/instances/${key}`);
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
  await speak(page, 'en');
  const businessId = uniqueBusinessId();
  const key = await startReview(request, businessId, { total: 5_000 });
  await page.goto(`/instances/${key}`);
  await page.getByRole('button', { name: 'Modify', exact: true }).click();
  const preview = page.getByRole('status').filter({ hasText: 'What will happen' });
  // when: something that is refused
  await element(page, 'Start_Review').click();
  // then
  await expect(preview).toContainText('This would be refused');
  await expect(preview).toContainText('it waits for an event of its own');
  await expect(page.locator('[data-element-id="Start_Review"].is-refused')).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Carry out …' })).toBeDisabled();
  await page.getByRole('button', { name: /^Take out/ }).click();
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
