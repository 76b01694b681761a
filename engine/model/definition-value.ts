/** Index into `Definition.expressions`. */
export type ExpressionId = number;

/**
 * A property that the dialect lets be text or FEEL. A leading `=` in the diagram makes it FEEL, else it is text
 * (Zeebe: "concepts/expressions").
 */
export type Value =
  { readonly kind: 'static'; readonly value: string } | { readonly kind: 'feel'; readonly expression: ExpressionId };
