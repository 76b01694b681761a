/** What the editor is to open. `id` names the draft that its changes are kept under. */
export interface DiagramSource {
  readonly id: string;
  readonly name: string;
  readonly xml: string;
  /** The deployed version it comes from; its linked files are deployed with it. */
  readonly definitionKey: string | null;
  /** True where `xml` already holds changes that were not deployed. */
  readonly changed: boolean;
}

/** A diagram with one start event, ready to be drawn on and to be executed. */
export function newDiagram(name: string): DiagramSource {
  const suffix = crypto.randomUUID().slice(0, 7);
  const id = `Process_${suffix}`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="Definitions_${suffix}" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0">
  <bpmn:process id="${id}" name="${name}" isExecutable="true">
    <bpmn:startEvent id="StartEvent_1" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_1">
    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="${id}">
      <bpmndi:BPMNShape id="StartEvent_1_di" bpmnElement="StartEvent_1"><dc:Bounds x="180" y="160" width="36" height="36" /></bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>`;
  return { id: `new-${suffix}`, name, xml, definitionKey: null, changed: false };
}

export async function diagramOfFile(file: File): Promise<DiagramSource | null> {
  if (!/\.(bpmn|xml)$/i.test(file.name)) return null;
  return {
    id: `file-${file.name}`,
    name: file.name.replace(/\.\w+$/, ''),
    xml: await file.text(),
    definitionKey: null,
    changed: false,
  };
}
