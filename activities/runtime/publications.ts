import type {
  BroadcastSignalInput,
  EffectResult,
  PublishMessageInput,
} from '#engine/contracts/wire/runtime-activities.ts';
import type { Database } from '#engine/store/database.ts';
import type { KeyLease } from '#engine/store/definitions/index.ts';
import { publishMessageOnce } from '#engine/store/messages/index.ts';
import { broadcastSignal } from '#engine/store/signals/index.ts';
import { orRefused } from './or-refused.ts';

/** What processes and activities publish. Each is had once by the name of its effect, however often it is asked for. */
export interface Publications {
  publishMessage(input: PublishMessageInput): Promise<EffectResult>;
  broadcastSignal(input: BroadcastSignalInput): Promise<EffectResult>;
}

/** `bring` takes the key of an instance that was started; what it does not bring, any server does. */
export function createPublications(db: Database, keys: KeyLease, bring: (instance: string) => void): Publications {
  async function once(publish: () => Promise<readonly string[]>): Promise<EffectResult> {
    return orRefused<EffectResult>(
      async () => {
        for (const key of await publish()) bring(key);
        return { ok: true };
      },
      (message) => ({ ok: false, message }),
    );
  }

  return {
    publishMessage: (input) => once(() => publishMessageOnce(db, keys, { ...input, businessId: null })),
    broadcastSignal: (input) => once(async () => (await broadcastSignal(db, keys, input)).started),
  };
}
