import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { Problem } from '#engine/contracts/api/problem.ts';
import { deploy, linkedFiles } from '../api/deployments.ts';
import { ProblemError } from '../api/request.ts';
import { useWords } from '../i18n/language.tsx';
import { useAnnounce } from '../ui/toasts.tsx';
import { fileNameOf } from './modeler/file-name.ts';
import type { ModelerSession } from './use-modeler.ts';

export interface Deployment {
  readonly busy: boolean;
  /** Why the last attempt was refused; null after a success. */
  readonly refused: Problem | null;
  readonly start: () => Promise<void>;
}

export function useDeployment(session: ModelerSession, onRefused: () => void): Deployment {
  const { t } = useWords();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const { modeler, readXml, settle, name, definitionKey } = session;
  const start = useCallback(async () => {
    if (modeler === null) return;
    setBusy(true);
    setRefused(null);
    try {
      const content = await readXml();
      const linked = definitionKey === null ? [] : await linkedFiles(definitionKey);
      const answer = await deploy([{ name: `${fileNameOf(modeler, name)}.bpmn`, content }, ...linked]);
      settle();
      for (const { processDefinition } of answer.deployments) {
        if (processDefinition === null) continue;
        const { processDefinitionId, processDefinitionVersion } = processDefinition;
        announce.done(t('design.deployed', { name: processDefinitionId, version: String(processDefinitionVersion) }), {
          label: t('design.showProcess'),
          run: () => void navigate({ to: '/processes/$processId', params: { processId: processDefinitionId } }),
        });
      }
      await client.invalidateQueries({ queryKey: ['definitions'] });
    } catch (failure) {
      if (failure instanceof ProblemError && failure.problem.status < 500) {
        setRefused(failure.problem);
        onRefused();
      } else announce.failed(failure);
    } finally {
      setBusy(false);
    }
  }, [modeler, readXml, settle, name, definitionKey, announce, navigate, client, t, onRefused]);
  return { busy, refused, start };
}
