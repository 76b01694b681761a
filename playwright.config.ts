import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './engine/embedded/bootstrap/install-chromium.mjs';
import { freePort } from './engine/embedded/free-port.ts';

/**
 * Browser tests against a whole Silkflow: test/e2e/stack.ts brings it up in a temporary data folder on free ports, or
 * SILKFLOW_E2E_URL names one that runs. The environment carries the choice to the processes that run the tests.
 */
process.env['SILKFLOW_E2E_DATA'] ??= mkdtempSync(join(tmpdir(), 'silkflow-e2e-'));
process.env['SILKFLOW_E2E_PORT'] ??= String(await freePort());
const url = process.env['SILKFLOW_E2E_URL'] ?? `http://127.0.0.1:${process.env['SILKFLOW_E2E_PORT']}`;
const chromium = findChromium();

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './test/e2e/stack.ts',
  // One browser at a time: all tests share one Silkflow and two cores.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: process.env['SILKFLOW_E2E_JSON']
    ? [['list'], ['json', { outputFile: process.env['SILKFLOW_E2E_JSON'] }]]
    : [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: chromium === null ? {} : { executablePath: chromium },
  },
});
