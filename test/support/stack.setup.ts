import { startTestStack } from './stack.ts';

/** Starts the stack once for all integration test files, unless the environment names one that runs already. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['SILKFLOW_TEST_TEMPORAL'] && process.env['SILKFLOW_TEST_PG']) return undefined;
  const stack = await startTestStack();
  process.env['SILKFLOW_TEST_TEMPORAL'] = stack.temporal;
  process.env['SILKFLOW_TEST_PG'] = stack.postgres;
  return () => stack.stop();
}
