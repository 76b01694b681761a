/** A parallel multiple start event, or another start of a process whose triggers must all come. */
export interface GatheringStart {
  readonly tenantId: string;
  readonly processDefinitionKey: string;
  readonly processId: string;
  readonly elementId: string;
}

/** What came for it. */
export interface Occurrence extends GatheringStart {
  /** The parts that it can be, by the ordinals of their subscriptions, in order. */
  readonly ordinals: readonly number[];
  /** A message is one part of one gathering. Null = a signal, timer or condition, which is a part of each that lacks it. */
  readonly message: { readonly messageKey: string; readonly correlationKey: string } | null;
  /** JSON text. */
  readonly variables: string;
}
