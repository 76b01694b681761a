import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatTrace, goldenFolder, readGoldens } from './support/golden.ts';
import { runGolden } from './support/run-golden.ts';

/** `UPDATE_GOLDEN=1` writes the traces anew; what changed is read in review. */
const updates = process.env.UPDATE_GOLDEN !== undefined;

describe('every element and operation', () => {
  it.each(readGoldens().map((golden) => [golden.name, golden] as const))(
    'goes as its golden trace: %s',
    async (name, golden) => {
      const steps = await runGolden(golden);
      if (updates) writeFileSync(join(goldenFolder, `${name}.trace`), formatTrace(steps));
      else expect(formatTrace(steps)).toBe(formatTrace(golden.steps));
    },
  );
});
