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
  import BaseViewer from 'bpmn-js/lib/BaseViewer.js';

  export default class NavigatedViewer extends BaseViewer {}
}

declare module 'bpmn-js/lib/Modeler.js' {
  import BaseViewer from 'bpmn-js/lib/BaseViewer.js';

  export default class Modeler extends BaseViewer {
    createDiagram(): Promise<{ readonly warnings: readonly unknown[] }>;
  }
}
