/** What we use of dmn-moddle, which ships no types. */
declare module 'dmn-moddle' {
  export interface ModdleElement {
    readonly $type: string;
    readonly [property: string]: unknown;
  }

  export class DmnModdle {
    constructor(packages: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<{
      readonly rootElement: ModdleElement;
      readonly warnings: readonly { readonly message: string }[];
    }>;
  }
}
