import type { Pool } from 'pg';
import { z } from 'zod';
import { businessError, completed } from '../effects/activity-result.ts';
import { defineActivity } from '../effects/define-activity.ts';
import type { CommerceActivity } from '../effects/define-activity.ts';
import { earlierAnswer, once, undoOnce } from '../effects/effect.ts';
import { minorToJson, toMajor } from '../money/money.ts';
import { chargedMinorOf, order } from '../orders/order.contract.ts';
import type { Partners } from '../partners/partners.ts';
import { paymentProvider } from './payment-provider.ts';
import { hold } from './payment.contract.ts';
import { insertPayment } from './store/insert-payment.ts';
import { setPaymentState } from './store/set-payment-state.ts';

interface Needs {
  readonly pool: Pool;
  readonly partners: Partners;
}

const type = 'funds.hold';
const input = z.object({ order, declines: z.number().int().default(0) });

/**
 * `funds.hold`: authorizes what the order was charged. A refusal of the provider is the BPMN error `PAYMENT_DECLINED` with
 * its code; `declines` counts them, for the process to decide whether to try again.
 */
export function holdFunds(deps: Needs): CommerceActivity {
  const provider = paymentProvider(deps.partners.payment);
  return defineActivity({
    type,
    input,
    run: async ({ order: subject, declines }, call) => {
      const key = call.idempotencyKey;
      const earlier = await earlierAnswer(deps.pool, { key, activity: type });
      if (earlier !== null) return earlier;
      const amount = { minor: chargedMinorOf(subject), currency: subject.currency };
      const answer = await provider.authorize(key, {
        reference: subject.orderId,
        amount: toMajor(amount.minor, amount.currency).toFixed(),
        currency: amount.currency,
        token: subject.paymentToken,
      });
      if (!answer.ok) {
        return businessError('PAYMENT_DECLINED', `The payment was declined: ${answer.message}`, {
          declines: declines + 1,
          declineCode: answer.code,
        });
      }
      const authorizationId = answer.value.id;
      const result = await once(deps.pool, { key, activity: type }, async (sql) => {
        await insertPayment(sql, { authorizationId, holdKey: key, orderId: subject.orderId, amount });
        return completed({
          hold: { authorizationId, amountMinor: minorToJson(amount.minor), currency: amount.currency },
        });
      });
      // The key was taken back while the provider was asked: nobody will release this hold but us.
      if (result.kind === 'fatal') await provider.cancel(key);
      return result;
    },
    undo: async (_given, call) => {
      const key = call.idempotencyKey;
      const done = await undoOnce(deps.pool, { key, activity: type }, async (sql, result) => {
        await setPaymentState(sql, z.object({ hold }).parse(result).hold.authorizationId, 'voided');
      });
      // Also when we know of no hold: the provider may have made one whose answer never reached us.
      await provider.cancel(key);
      return done;
    },
  });
}
