import { describe, expect, it } from 'vitest';
import { coverageDiagram, coverageOf, loadProcesses, process, ProcessTest } from '#engine/testing/index.ts';

const drawing = [
  '<bpmndi:BPMNShape id="a" bpmnElement="work" bioc:fill="#ffffff" isExpanded="true"><dc:Bounds /></bpmndi:BPMNShape>',
  '<bpmndi:BPMNShape id="b" bpmnElement="end"/>',
  '<bpmndi:BPMNShape id="p" bpmnElement="Pool"/>',
  '<bpmndi:BPMNEdge id="c" bpmnElement="start_work"><di:waypoint /></bpmndi:BPMNEdge>',
  '<bpmndi:BPMNEdge id="d" bpmnElement="work_end"><di:waypoint /></bpmndi:BPMNEdge>',
].join('\n');

describe('coverage on the diagram', () => {
  it('shows what was reached and what was missed, and leaves the rest as it is', async () => {
    // given
    const xml = process('p').startEvent().serviceTask('work').endEvent('end').toXml();
    const world = new ProcessTest(await loadProcesses(xml));
    const { linked } = world.start();
    // when
    const colored = coverageDiagram(xml.replace('</bpmn:definitions>', `${drawing}</bpmn:definitions>`), [
      coverageOf(linked, world.events),
    ]);
    // then
    expect(colored.split('\n').map((line) => line.replace(/.*(?=<bpmndi:BPMNShape id="a")/, ''))).toEqual([
      '<bpmndi:BPMNShape id="a" bpmnElement="work" isExpanded="true" bioc:stroke="#205022" color:border-color="#205022" bioc:fill="#c8e6c9" color:background-color="#c8e6c9"><dc:Bounds /></bpmndi:BPMNShape>',
      '<bpmndi:BPMNShape id="b" bpmnElement="end" bioc:stroke="#831311" color:border-color="#831311" bioc:fill="#ffcdd2" color:background-color="#ffcdd2"/>',
      '<bpmndi:BPMNShape id="p" bpmnElement="Pool"/>',
      '<bpmndi:BPMNEdge id="c" bpmnElement="start_work" bioc:stroke="#205022" color:border-color="#205022"><di:waypoint /></bpmndi:BPMNEdge>',
      '<bpmndi:BPMNEdge id="d" bpmnElement="work_end" bioc:stroke="#831311" color:border-color="#831311"><di:waypoint /></bpmndi:BPMNEdge></bpmn:definitions>',
    ]);
    expect(colored).toContain('xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"');
  });

  it('says so when the file has no drawing', async () => {
    const xml = process('p').startEvent().endEvent().toXml();
    const world = new ProcessTest(await loadProcesses(xml));
    const coverage = coverageOf(world.start().linked, world.events);
    expect(() => coverageDiagram(xml, coverage)).toThrow('The file has no drawing');
  });
});
