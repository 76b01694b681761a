import type { PartnerAnswer, PartnerEndpoint } from '../partners/partner-client.ts';
import { callPartner, cancelByKey } from '../partners/partner-client.ts';
import type { z } from 'zod';
import { authorization } from './payment.contract.ts';

type Authorization = z.output<typeof authorization>;

/** The payment service provider's REST protocol, one function a call. */
export function paymentProvider(endpoint: PartnerEndpoint): {
  readonly authorize: (
    key: string,
    body: { reference: string; amount: string; currency: string; token: string },
  ) => Promise<PartnerAnswer<Authorization>>;
  readonly capture: (key: string, id: string) => Promise<PartnerAnswer<Authorization>>;
  /** Gives the money back whatever state it is in: voids a hold, refunds a capture. */
  readonly reverse: (key: string, id: string) => Promise<PartnerAnswer<Authorization>>;
  /** Voids whatever was authorized under a key, and refuses it from then on: for an answer that never came. */
  readonly cancel: (authorizationKey: string) => Promise<void>;
} {
  const post = (key: string, path: string, body: unknown): Promise<PartnerAnswer<Authorization>> =>
    callPartner(endpoint, { method: 'POST', path, body, idempotencyKey: key, answer: authorization });
  return {
    authorize: (key, body) => post(key, '/v1/authorizations', body),
    capture: (key, id) => post(key, `/v1/authorizations/${encodeURIComponent(id)}/capture`, {}),
    reverse: async (key, id) => {
      const voided = await post(`${key}:void`, `/v1/authorizations/${encodeURIComponent(id)}/void`, {});
      if (voided.ok || voided.code !== 'already_captured') return voided;
      return post(`${key}:refund`, `/v1/authorizations/${encodeURIComponent(id)}/refund`, {});
    },
    cancel: (authorizationKey) => cancelByKey(endpoint, '/v1/authorizations', authorizationKey),
  };
}
