import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { speak } from './support.ts';

test('what a start event of several parts waits for stands on the page of its process until it has all', async ({
  page,
  request,
}) => {
  // given
  const xml = readFileSync(new URL('gathering.bpmn', import.meta.url), 'utf8');
  const form = new FormData();
  form.append('resources', new File([xml], 'e2e-gathering.bpmn'));
  expect((await request.post('/v2/deployments', { multipart: form })).status()).toBe(200);
  await speak(page, 'en');
  await page.goto('/processes/e2e-gathering');
  await expect(page.getByRole('button', { name: 'Start an instance' })).toBeVisible();
  await expect(page.getByText('Waiting to start')).toBeHidden();
  // when
  const data = { name: 'e2e-gather-paid', correlationKey: 'E2E-7', variables: { amount: 3 } };
  expect((await request.post('/v2/messages/publication', { data })).ok()).toBe(true);
  // then: the page, left alone, shows it
  await expect(page.getByText('Waiting to start')).toBeVisible();
  await expect(page.getByText('1 of 2 came, waits for signal “e2e-gather-open”')).toBeVisible();
  await expect(page.getByText('E2E-7')).toBeVisible();
  // when
  expect((await request.post('/v2/signals/broadcast', { data: { signalName: 'e2e-gather-open' } })).ok()).toBe(true);
  // then
  await expect(page.getByText('Waiting to start')).toBeHidden();
  await expect(page.getByRole('link', { name: '1 running' })).toBeVisible();
});
