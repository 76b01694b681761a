import type { Pool } from 'pg';
import { z } from 'zod';
import { completed, fatal } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { earlierAnswer, once, undoOnce } from '../effects/effect.ts';
import type { Partners } from '../partners/partners.ts';
import { paymentProvider } from './payment-provider.ts';
import { hold } from './payment.contract.ts';
import { setPaymentState } from './store/set-payment-state.ts';

interface Needs {
  readonly pool: Pool;
  readonly partners: Partners;
}

const input = z.object({ hold });

/** `funds.capture`: takes the held money. A refusal is an incident: the goods have left, so a person must look at it. */
export function captureFunds(deps: Needs): CommerceActivity {
  const type = 'funds.capture';
  const provider = paymentProvider(deps.partners.payment);
  return defineActivity({
    type,
    input,
    run: async ({ hold: { authorizationId } }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const answer = await provider.capture(key, authorizationId);
      if (!answer.ok) return fatal(`Capture of ${authorizationId} was refused (${answer.code}): ${answer.message}`);
      return once(deps.pool, { key, activity: type }, async (sql) => {
        await setPaymentState(sql, authorizationId, 'captured', key);
        return completed({ capturedAuthorization: authorizationId });
      });
    },
    undo: async ({ hold: { authorizationId } }, call) => {
      const key = call.idempotencyKey;
      const done = await undoOnce(deps.pool, { key, activity: type }, async (sql) => {
        await setPaymentState(sql, authorizationId, 'refunded');
      });
      // Also when we know of no capture: its answer may have been lost on the way.
      await provider.reverse(`${key}:undo`, authorizationId);
      return done;
    },
  });
}

/**
 * `funds.void`: the compensation of `funds.hold`. Money that was captured meanwhile is refunded instead, under the same
 * reference.
 */
export function voidHold(deps: Needs): CommerceActivity {
  const type = 'funds.void';
  const provider = paymentProvider(deps.partners.payment);
  return defineActivity({
    type,
    input,
    run: async ({ hold: { authorizationId } }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const answer = await provider.reverse(key, authorizationId);
      if (!answer.ok) return fatal(`Release of ${authorizationId} was refused (${answer.code}): ${answer.message}`);
      const state = answer.value.status === 'refunded' ? 'refunded' : 'voided';
      return once(deps.pool, { key, activity: type }, async (sql) => {
        await setPaymentState(sql, authorizationId, state);
        return completed({ paymentState: state });
      });
    },
  });
}
