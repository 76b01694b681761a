import { describe, expect, it } from 'vitest';
import { claimedOperations } from '#engine/server/http/v2/operations.ts';
import { covered } from './covered.ts';

describe('the claimed operations', () => {
  it('are each shown by one conformance test', () => {
    const shown: readonly string[] = Object.values(covered).flat();
    expect(shown.toSorted()).toEqual(claimedOperations.map(({ id }) => id).toSorted());
  });
});
