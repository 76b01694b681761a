/** The package ships types for its element shapes but none for its entry; this is the part that the model uses. */
declare module 'bpmn-moddle' {
  export interface ModdleWarning extends Error {
    /** The element whose reference or attribute is at fault. */
    readonly element?: unknown;
    /** Qualified name of the property, e.g. `bpmn:targetRef`. */
    readonly property?: string;
    readonly value?: unknown;
    readonly error?: Error;
  }
  export interface ParseResult {
    readonly rootElement: unknown;
    readonly warnings: readonly ModdleWarning[];
    readonly elementsById: Readonly<Record<string, unknown>>;
  }
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    /** Rejects with an error that carries `warnings` when the text is no BPMN at all. */
    fromXML(xml: string): Promise<ParseResult>;
    toXML(element: unknown, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    create(type: string, attributes?: Readonly<Record<string, unknown>>): unknown;
  }
}
