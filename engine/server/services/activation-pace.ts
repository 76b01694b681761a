/** A look for jobs is followed by a pause of this many times what it took. */
const pauseForLook = 12;
const longestPauseMs = 50;

/**
 * Keeps looks for jobs of a busy type apart, so that jobs which come one by one are handed out several at a time: each look
 * costs a request, its answer and a statement. The pause grows with the time that looks take, which tells how busy the machine
 * is. A look that left jobs behind is followed by none.
 */
export class ActivationPace {
  /** By job type: when the next look may be, in `performance.now()`'s time. */
  readonly #next = new Map<string, number>();

  /** Milliseconds to wait before the next look. */
  pause(type: string): number {
    return Math.max(0, (this.#next.get(type) ?? 0) - performance.now());
  }

  looked(type: string, look: { readonly ms: number; readonly taken: number; readonly limit: number }): void {
    if (look.taken === 0 || look.taken >= look.limit) this.#next.delete(type);
    else this.#next.set(type, performance.now() + Math.min(look.ms * pauseForLook, longestPauseMs));
  }
}
