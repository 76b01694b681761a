import type { PartnerEndpoint } from './partner-client.ts';

/** The foreign parties of the order flow. */
export interface Partners {
  readonly payment: PartnerEndpoint;
  readonly carrier: PartnerEndpoint;
  readonly customs: PartnerEndpoint;
  readonly supplier: PartnerEndpoint;
}
