import type { Transaction } from '../database.ts';
import type { KeyLease } from '../definitions/index.ts';
import { lockGatherings } from '../gatherings/lock-gatherings.ts';
import { startHeldGathering } from '../gatherings/start-gathered.ts';
import { findBufferedStarts } from './find-buffered-starts.ts';
import { findStartPoints } from './find-start-points.ts';
import { findStartSubscriptions } from './find-start-subscriptions.ts';
import { lockCorrelations } from './lock-correlations.ts';
import { type EndedStartLock, releaseStartLock } from './release-start-locks.ts';
import { startByMessage } from './start-by-message.ts';

/**
 * To be called once Temporal says that the run is closed: frees its key and starts what has waited for that, a gathering
 * that is complete before messages of the inbox. Answers the instances' keys.
 */
export async function startNext(tx: Transaction, keys: KeyLease, lock: EndedStartLock): Promise<readonly string[]> {
  // Every name, not only those of the messages there are: one that is being published looks at the start lock too.
  await lockCorrelations(tx, await findStartPoints(tx, lock));
  await lockGatherings(tx, lock.tenantId, [lock.processId]);
  if (!(await releaseStartLock(tx, lock.instanceKey))) return [];
  const held = await startHeldGathering(tx, lock);
  const started: string[] = held === null ? [] : [held];
  for (let isMore = true; isMore;) {
    isMore = false;
    for (const message of await findBufferedStarts(tx, lock)) {
      const wanted = { kind: 'message', ...lock, name: message.name } as const;
      const next = await startByMessage(tx, keys, message, await findStartSubscriptions(tx, wanted));
      started.push(...next.started);
      isMore ||= next.started.length + next.gathering.length > 0;
    }
  }
  return started;
}
