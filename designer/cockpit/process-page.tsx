import type { ProcessDefinitionResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { processDefinitions } from '../api/process-definitions.ts';
import { instanceCount } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/fields.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { GatheringsCard } from './gatherings-card.tsx';
import { ProcessCountsDiagram } from './process-counts-diagram.tsx';
import { StartDialog } from './start-dialog.tsx';
import './cockpit.css';

const route = getRouteApi('/processes/$processId');

/** One process: its diagram with the number of instances at each step. */
export function ProcessPage() {
  const { t } = useWords();
  const { processId } = route.useParams();
  const { version } = route.useSearch();
  const query = useQuery(processDefinitions);
  return (
    <div className="page full process-page">
      {query.data === undefined && <h1 className="visually-hidden">{processId}</h1>}
      <QueryView query={query}>
        {(all) => {
          const versions = all.filter((definition) => definition.processDefinitionId === processId);
          const shown = versions.find((definition) => definition.version === version) ?? versions[0];
          if (shown !== undefined) return <ProcessView definition={shown} versions={versions} />;
          return (
            <>
              <h1>{processId}</h1>
              <Blank icon="design" title={t('cockpit.process.notFound')} />
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

interface ProcessViewProps {
  readonly definition: ProcessDefinitionResult;
  readonly versions: readonly ProcessDefinitionResult[];
}

function ProcessView({ definition, versions }: ProcessViewProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [starting, setStarting] = useState(false);
  const { processDefinitionId, version } = definition;
  const name = definition.name ?? processDefinitionId;
  const running = useQuery(instanceCount({ state: 'ACTIVE', processDefinitionId, processDefinitionVersion: version }));
  const show = (chosen: string) =>
    void navigate({
      to: '/processes/$processId',
      params: { processId: processDefinitionId },
      search: { version: Number(chosen) },
    });
  return (
    <>
      <div className="page-head">
        <div className="titles">
          <h1>{name}</h1>
          <p className="faint mono">{processDefinitionId}</p>
        </div>
        <Select
          label={t('cockpit.process.versions')}
          value={String(version)}
          options={versions.map((each) => ({
            value: String(each.version),
            label: t('cockpit.instance.version', { version: String(each.version) }),
          }))}
          onChange={show}
        />
        <div className="actions">
          <Link className="button" to="/instances" search={{ process: processDefinitionId, version }}>
            {t('cockpit.process.running', { count: running.data ?? 0 })}
          </Link>
          <Link className="button" to="/design" search={{ definition: definition.processDefinitionKey }}>
            {t('cockpit.process.edit')}
          </Link>
          <Button look="primary" icon="play" onClick={() => setStarting(true)}>
            {t('cockpit.process.start')}
          </Button>
        </div>
      </div>
      <ProcessCountsDiagram definition={definition} />
      <GatheringsCard processDefinitionKey={definition.processDefinitionKey} />
      <p className="faint">{t('cockpit.process.legend')}</p>
      {starting && <StartDialog definition={definition} onClose={() => setStarting(false)} />}
    </>
  );
}
