import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { deployReview, openReview, speak, startReview, uniqueBusinessId } from './support.ts';

test.beforeAll(async ({ request }) => {
  await deployReview(request);
});

/** Counts, on the page's body, the tokens that run along a flow from now on. */
async function countMovingTokens(page: Page): Promise<void> {
  await page.evaluate(() => {
    let count = 0;
    const observer = new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (node instanceof SVGElement && node.classList.contains('moving')) count += 1;
      }
      document.body.dataset['movedTokens'] = String(count);
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
}

test('a task is found by its order, claimed, drafted, completed, and the order goes on when the message comes', async ({
  page,
  request,
}) => {
  // given
  await speak(page, 'en');
  const businessId = uniqueBusinessId();
  const key = await startReview(request, businessId, { total: 5_000 });
  await page.goto('/tasks');
  // when: the task is found and claimed
  await page.getByRole('searchbox', { name: 'Business id' }).fill(businessId);
  await page.getByRole('button', { name: `Review order ${businessId}` }).click();
  await page.getByRole('button', { name: 'Claim', exact: true }).click();
  await expect(page.getByText('The task is yours.')).toBeVisible();
  // and: an answer that the form refuses
  await page.getByRole('button', { name: 'Complete' }).click();
  await expect(page.getByText('2 fields need your attention.')).toBeVisible();
  // and: a draft that outlives a reload
  await page.getByLabel('Accept 接受').check();
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/draft') && answer.request().postData()?.includes('Known customer') === true,
  );
  await page.getByLabel('Reason 理由').fill('Known customer');
  await kept;
  await expect(page.getByText(/^Draft kept/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Reason 理由')).toHaveValue('Known customer');
  await page.getByRole('button', { name: 'Complete' }).click();
  // then
  await expect(page.getByText('“Review order 复核订单” is completed.')).toBeVisible();
  // when: the order is looked at while it waits, and the message comes
  await page.goto(`/instances/${key}`);
  await expect(page.getByText(`Waits for the message “e2e-paid” with key ${businessId}`)).toBeVisible();
  const published = await request.post('/v2/messages/publication', {
    data: { name: 'e2e-paid', correlationKey: businessId, timeToLive: 60_000, variables: {} },
  });
  expect(published.ok()).toBe(true);
  // then: the page, left alone, shows that it ran to its end
  await expect(page.getByText('It has run to its end.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Message “e2e-paid” arrived' })).toBeVisible();
});

test('an incident is understood, its variable corrected, the step retried, and the token moves on', async ({
  page,
  request,
}) => {
  // given: a condition that cannot be decided
  await openReview({ page, request }, { total: 'a lot' });
  await expect(page.getByRole('heading', { name: 'Incident at Large order?' })).toBeVisible();
  await expect(page.locator('.token.incident')).toHaveCount(1);
  // when
  await page.getByRole('button', { name: 'Edit total' }).click();
  await page.getByLabel('Value as JSON').fill('20');
  await page.getByRole('button', { name: 'Write the value' }).click();
  await expect(page.getByText('“total” was written.')).toBeVisible();
  await countMovingTokens(page);
  await page.getByRole('button', { name: 'Retry' }).click();
  // then
  await expect(page.getByText('It has run to its end.')).toBeVisible();
  await expect(page.locator('[data-element-id="Flow_Small"].is-taken')).toHaveCount(1);
  await expect(page.locator('.token.incident')).toHaveCount(0);
  await expect(page.locator('body')).toHaveAttribute('data-moved-tokens', '1');
});

test('an edited variable can be taken back, and an instance is cancelled only after asking', async ({
  page,
  request,
}) => {
  // given
  await openReview({ page, request }, { total: 2_000 });
  const total = page.getByRole('row').filter({ hasText: 'total' });
  await expect(total).toContainText('2000');
  // when
  await page.getByRole('button', { name: 'Edit total' }).click();
  await page.getByLabel('Value as JSON').fill('3000');
  await page.getByRole('button', { name: 'Write the value' }).click();
  await expect(total).toContainText('3000');
  await page.getByRole('button', { name: 'Undo' }).click();
  // then
  await expect(total).toContainText('2000');
  // when
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the instance' }).click();
  // then
  await expect(page.getByText('It was cancelled.')).toBeVisible();
});

test('the list keeps still, counts what is new, and finds an order by its number', async ({ page, request }) => {
  // given
  await speak(page, 'en');
  const first = uniqueBusinessId();
  await startReview(request, first, { total: 2_000 });
  await page.goto('/instances?process=e2e-review');
  await expect(page.getByRole('link', { name: first })).toBeVisible();
  const top = await page.locator('tbody tr a').first().innerText();
  // when
  const second = uniqueBusinessId();
  await startReview(request, second, { total: 2_000 });
  // then
  const pill = page.getByRole('button', { name: '1 new' });
  await expect(pill).toBeVisible();
  await expect(page.locator('tbody tr a').first()).toHaveText(top);
  await pill.click();
  await expect(page.locator('tbody tr').first()).toContainText(second);
  // and: the filter stands in the address and survives Back
  await page.getByRole('searchbox', { name: 'Business id or instance key' }).fill(first);
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.getByRole('link', { name: first }).click();
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`q=${first}`));
  await expect(page.locator('tbody tr')).toHaveCount(1);
});
