/** How long the sample processes wait, as ISO 8601 durations. The diagrams read them as `timers.<name>`. */
export interface OrderTimers {
  /** Between a declined payment and the next try. */
  readonly paymentRetry: string;
  /** Silence of customs after which we ask by ourselves. */
  readonly customsSilence: string;
  /** A customs hold that lasts so long goes to a person. */
  readonly customsHold: string;
  /** Silence of the carrier after hand-over. */
  readonly carrierSilence: string;
  /** Silence of a supplier after our order. */
  readonly supplierSilence: string;
}

export type Pace = 'business' | 'demo';

/** The one table of the processes' timers: days in business, seconds where a visitor wants to see them fire. */
export const orderTimers: Readonly<Record<Pace, OrderTimers>> = {
  business: {
    paymentRetry: 'PT4H',
    customsSilence: 'P1D',
    customsHold: 'P3D',
    carrierSilence: 'P1D',
    supplierSilence: 'P14D',
  },
  demo: {
    paymentRetry: 'PT8S',
    customsSilence: 'PT45S',
    customsHold: 'PT30S',
    carrierSilence: 'PT60S',
    supplierSilence: 'PT90S',
  },
};
