/** The parts of diagram-js services that this product calls, by the names they are registered under. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface DiagramElement {
  readonly id: string;
  readonly type: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly waypoints?: readonly Point[];
  readonly source?: DiagramElement;
  readonly target?: DiagramElement;
  readonly parent?: DiagramElement;
  readonly businessObject: { readonly id: string; readonly name?: string; readonly $type: string };
}

export interface Canvas {
  resized(): void;
  /** `inner` is what is drawn, `outer` the frame in pixels. */
  viewbox(): Box & { readonly inner: Box; readonly outer: { readonly width: number; readonly height: number } };
  viewbox(box: Box): void;
  getLayer(name: string, index?: number): SVGGElement;
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
  getRootElement(): DiagramElement;
  scrollToElement(element: string, padding?: number): void;
}

export interface ElementRegistry {
  get(id: string): DiagramElement | undefined;
  getAll(): readonly DiagramElement[];
}

export interface Overlays {
  add(
    element: string,
    type: string,
    overlay: { position: object; html: HTMLElement; show?: object; scale?: object | boolean },
  ): string;
  remove(filter: { type: string } | { element: string; type: string } | string): void;
}
