import { findInstance, hasEnded, type InstanceState } from '#engine/store/instances/index.ts';
import type { Services } from './services.ts';

/** Looks again this often, in case a notice was missed. */
const lookAgainMs = 2_000;

/** The instance once it has ended, or null when it has not in time. */
export async function awaitEnd(
  services: Pick<Services, 'database' | 'notifications'>,
  instanceKey: string,
  { timeoutMs, gone }: { readonly timeoutMs: number; readonly gone: AbortSignal },
): Promise<InstanceState | null> {
  const until = Date.now() + timeoutMs;
  let changed = false;
  let wake = (): void => undefined;
  const off = services.notifications.on('silkflow_changed', (key) => {
    if (key !== instanceKey) return;
    changed = true;
    wake();
  });
  try {
    for (;;) {
      changed = false;
      const instance = await findInstance(services.database.pool, instanceKey);
      if (instance !== null && hasEnded(instance)) return instance;
      const left = until - Date.now();
      if (left <= 0 || gone.aborted) return null;
      if (changed) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, lookAgainMs));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    off();
  }
}
