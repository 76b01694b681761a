import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js';
import { useMemo } from 'react';
import { instanceDiagram } from '../../api/process-instances.ts';
import { compiledProcess } from '../../api/rehearsal-data.ts';
import { definitionView, elementIds } from '../definition-view.ts';
import { useRehearsal } from '../preview/use-rehearsal.ts';
import { useElementNames } from '../use-element-names.ts';
import { ModificationPanel } from './modification-panel.tsx';
import { useModification } from './use-modification.ts';
import { usePlanLayer } from './use-plan-layer.ts';

interface ModifyInstanceProps {
  readonly instance: ProcessInstanceResult;
  /** The instance's diagram; null until it is drawn. */
  readonly viewer: NavigatedViewer | null;
  readonly onLeave: () => void;
}

/** Lets a person move tokens on the instance's diagram, with the plan below it. */
export function ModifyInstance({ instance, viewer, onLeave }: ModifyInstanceProps) {
  const { processInstanceKey, processDefinitionKey } = instance;
  const rehearsing = useRehearsal(processInstanceKey, processDefinitionKey);
  const { data: diagram } = useQuery(instanceDiagram(processInstanceKey));
  const { data: compiled } = useQuery(compiledProcess(processDefinitionKey));
  const definition = useMemo(() => (compiled === undefined ? undefined : definitionView(compiled)), [compiled]);
  const live = (diagram?.elements ?? []).filter(({ active }) => active > 0).map(({ elementId }) => elementId);
  const modification = useModification(rehearsing, definition, live);
  const nameOf = useElementNames(processDefinitionKey);
  const { plan, picked, preview, click } = modification;
  const refused = preview?.ok === false ? preview.refusals.flatMap(({ elementId }) => elementId ?? []) : [];
  const elements = definition === undefined ? [] : elementIds(definition);
  const byName = (one: string, other: string) => nameOf(one).localeCompare(nameOf(other));
  usePlanLayer(viewer, { plan, picked, refused }, click);
  return (
    <ModificationPanel
      instance={instance}
      modification={modification}
      rehearsing={rehearsing}
      live={live.toSorted(byName)}
      elements={elements.toSorted(byName)}
      nameOf={nameOf}
      onLeave={onLeave}
    />
  );
}
