import { isRefusedValue } from '#engine/store/refused-value.ts';

/**
 * The work's answer, or the one that `refused` makes of the database's message when it cannot hold a value (NUL in a name,
 * a key too long for an index): a person mends that, while every other error is thrown and so tried again.
 */
export async function orRefused<T>(work: () => Promise<T>, refused: (message: string) => T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    return refused(error instanceof Error ? error.message : String(error));
  }
}
