/**
 * The parts of the bpmn.io packages that are called here. Most of them ship no types; those of bpmn-js describe a CommonJS
 * package, which its ES modules are not.
 */
declare module 'bpmn-js/lib/BaseViewer.js' {
  export interface ViewerOptions {
    readonly container?: HTMLElement;
    readonly bpmnRenderer?: object;
    readonly additionalModules?: readonly object[];
    readonly moddleExtensions?: Readonly<Record<string, object>>;
    readonly [option: string]: unknown;
  }

  export interface ImportWarning {
    readonly message: string;
    readonly error?: Error;
  }

  export default class BaseViewer {
    constructor(options?: ViewerOptions);
    importXML(xml: string): Promise<{ readonly warnings: readonly ImportWarning[] }>;
    saveXML(options?: { format?: boolean }): Promise<{ readonly xml?: string }>;
    saveSVG(): Promise<{ readonly svg: string }>;
    get<Service>(name: string): Service;
    on<Event>(event: string, callback: (event: Event) => void): void;
    off(event: string, callback: (event: never) => void): void;
    attachTo(parent: HTMLElement): void;
    detach(): void;
    destroy(): void;
  }
}

declare module 'bpmn-js/lib/NavigatedViewer.js' {
  import type BaseViewer from 'bpmn-js/lib/BaseViewer.js';

  export default class NavigatedViewer extends BaseViewer {}
}

declare module 'bpmn-js/lib/Modeler.js' {
  import type BaseViewer from 'bpmn-js/lib/BaseViewer.js';

  export default class Modeler extends BaseViewer {
    createDiagram(): Promise<{ readonly warnings: readonly unknown[] }>;
  }
}

declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
  export const ZeebePropertiesProviderModule: object;
}

declare module 'bpmn-js-create-append-anything' {
  export const CreateAppendAnythingModule: object;
}

declare module 'bpmn-js-color-picker' {
  const module: object;
  export default module;
}

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js' {
  const module: object;
  export default module;
}

declare module 'bpmn-auto-layout' {
  /** Adds a drawing to a file that has none. */
  export function layoutProcess(xml: string): Promise<string>;
}
