import type { ProcessDefinitionResult, ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { processDefinitions } from '../../api/process-definitions.ts';
import { compiledProcess } from '../../api/rehearsal-data.ts';
import type { DefinitionView } from '../definition-view.ts';
import { definitionView } from '../definition-view.ts';
import type { Preview } from '../preview/rehearsal.ts';
import type { Rehearsing } from '../preview/use-rehearsal.ts';
import { useRehearsal } from '../preview/use-rehearsal.ts';
import type { Mapping } from './mapping.ts';
import { mappingByIds, operationOf, remapped } from './mapping.ts';

export interface Migration {
  readonly targets: readonly ProcessDefinitionResult[];
  /** At first the newest other version of the process; undefined where there is none and none is chosen. */
  readonly target: ProcessDefinitionResult | undefined;
  readonly chooseTarget: (processDefinitionKey: string) => void;
  /** Null until both definitions are read. */
  readonly definitions: { readonly source: DefinitionView; readonly target: DefinitionView } | null;
  readonly mapping: Mapping;
  readonly map: (from: string, to: string | null) => void;
  readonly rehearsing: Rehearsing;
  readonly preview: Preview | null;
}

/** A migration under way: where to, by which mapping, and what that would do. */
export function useMigration(instance: ProcessInstanceResult): Migration {
  const { processInstanceKey, processDefinitionKey, processDefinitionId } = instance;
  const targets = useTargets(processDefinitionKey, processDefinitionId);
  const [chosen, chooseTarget] = useState<string | null>(null);
  const target =
    targets.find((one) => one.processDefinitionKey === chosen) ??
    targets.find((one) => (one.processDefinitionId as string) === processDefinitionId);
  const source = useQuery(compiledProcess(processDefinitionKey)).data;
  const compiled = useQuery({
    ...compiledProcess(target?.processDefinitionKey ?? ''),
    enabled: target !== undefined,
  }).data;
  const definitions = useMemo(
    () =>
      source === undefined || compiled === undefined
        ? null
        : { source: definitionView(source), target: definitionView(compiled) },
    [source, compiled],
  );
  const { mapping, map } = useMapping(definitions, target?.processDefinitionKey ?? null);
  const rehearsing = useRehearsal(processInstanceKey, processDefinitionKey);
  const preview = useMemo(
    () =>
      rehearsing.state === 'ready' && compiled !== undefined
        ? rehearsing.rehearsal.play(operationOf(compiled.hash, mapping), compiled)
        : null,
    [rehearsing, compiled, mapping],
  );
  return { targets, target, chooseTarget, definitions, mapping, map, rehearsing, preview };
}

/** Other versions of the process, newest first, then the newest of other processes. */
function useTargets(processDefinitionKey: string, processId: string): readonly ProcessDefinitionResult[] {
  const { data } = useQuery(processDefinitions);
  return useMemo(() => {
    const others = (data ?? []).filter((one) => (one.processDefinitionKey as string) !== processDefinitionKey);
    const foreign = others.filter(
      ({ processDefinitionId }, index) =>
        processDefinitionId !== processId && others[index - 1]?.processDefinitionId !== processDefinitionId,
    );
    return [...others.filter((one) => (one.processDefinitionId as string) === processId), ...foreign];
  }, [data, processDefinitionKey, processId]);
}

/** What is called alike, but for what the person has chosen for this target. */
function useMapping(
  definitions: Migration['definitions'],
  targetKey: string | null,
): Pick<Migration, 'mapping' | 'map'> {
  const [changed, setChanged] = useState<{ readonly of: string | null; readonly mapping: Mapping } | null>(null);
  const mapping = useMemo(() => {
    if (changed !== null && changed.of === targetKey) return changed.mapping;
    return definitions === null ? {} : mappingByIds(definitions.source, definitions.target);
  }, [changed, definitions, targetKey]);
  const map = (from: string, to: string | null) => setChanged({ of: targetKey, mapping: remapped(mapping, from, to) });
  return { mapping, map };
}
