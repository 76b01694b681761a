import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { processDefinitions } from '../api/process-definitions.ts';
import { instanceCount } from '../api/process-instances.ts';
import type { InstanceSearch } from '../app/router.tsx';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { SearchField, Segmented, Select } from '../ui/fields.tsx';
import type { ListState } from './instance-filter.ts';
import { filterOf, listStates } from './instance-filter.ts';

/** Every filter is in the address: Back goes back, a link shows the same list to a colleague. */
export function InstanceFilters({ search }: { readonly search: InstanceSearch }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const change = useCallback(
    (changed: InstanceSearch) => {
      void navigate({
        from: '/instances',
        to: '/instances',
        search: (now) => ({ ...now, page: undefined, ...changed }),
        replace: changed.q !== undefined,
      });
    },
    [navigate],
  );
  const onSearch = useCallback((q: string) => change({ q: q === '' ? undefined : q }), [change]);
  const narrowed = Object.values({ ...search, page: undefined, state: undefined }).some((value) => value !== undefined);
  return (
    <div className="toolbar" role="search">
      <StateChoice search={search} onChange={(state) => change({ state })} />
      <SearchField label={t('cockpit.list.search')} value={search.q ?? ''} onSearch={onSearch} />
      <ProcessChoice search={search} onChange={change} />
      {narrowed && (
        <Button
          look="quiet"
          icon="close"
          onClick={() => void navigate({ to: '/instances', search: { state: search.state } })}
        >
          {t('cockpit.list.clear')}
        </Button>
      )}
      <span className="spring" />
      {search.process !== undefined && (
        <Link className="button" to="/processes/$processId" params={{ processId: search.process }}>
          {t('cockpit.list.openProcess')}
        </Link>
      )}
    </div>
  );
}

interface StateChoiceProps {
  readonly search: InstanceSearch;
  readonly onChange: (state: ListState) => void;
}

function StateChoice({ search, onChange }: StateChoiceProps) {
  const { t } = useWords();
  const running = useQuery(instanceCount(filterOf({ ...search, state: 'running' })));
  const incident = useQuery(instanceCount(filterOf({ ...search, state: 'incident' })));
  const suspended = useQuery(instanceCount(filterOf({ ...search, state: 'suspended' })));
  const completed = useQuery(instanceCount(filterOf({ ...search, state: 'completed' })));
  const terminated = useQuery(instanceCount(filterOf({ ...search, state: 'terminated' })));
  const counts: Partial<Record<ListState, number | undefined>> = {
    running: running.data,
    incident: incident.data,
    suspended: suspended.data,
    completed: completed.data,
    terminated: terminated.data,
  };
  const options = listStates.map((state) => ({
    value: state,
    label: t(`cockpit.list.states.${state}`),
    count: counts[state],
  }));
  return (
    <Segmented
      label={t('cockpit.list.state')}
      value={search.state ?? 'running'}
      options={options}
      onChange={onChange}
    />
  );
}

interface ProcessChoiceProps {
  readonly search: InstanceSearch;
  readonly onChange: (changed: InstanceSearch) => void;
}

function ProcessChoice({ search, onChange }: ProcessChoiceProps) {
  const { t } = useWords();
  const definitions = useQuery(processDefinitions).data ?? [];
  const latest = new Map(definitions.toReversed().map((definition) => [definition.processDefinitionId, definition]));
  const versions = definitions.filter((definition) => definition.processDefinitionId === search.process);
  const processOptions = [...latest.values()].map(({ processDefinitionId, name }) => ({
    value: processDefinitionId as string,
    label: name ?? processDefinitionId,
  }));
  const versionOptions = versions.map(({ version }) => ({
    value: String(version),
    label: t('cockpit.list.versionTag', { version: String(version) }),
  }));
  return (
    <>
      <Select
        label={t('cockpit.list.process')}
        value={search.process ?? ''}
        options={[{ value: '', label: t('cockpit.list.allProcesses') }, ...processOptions]}
        onChange={(id) => onChange({ process: id === '' ? undefined : id, version: undefined, element: undefined })}
      />
      {search.process !== undefined && versions.length > 1 && (
        <Select
          label={t('cockpit.list.version')}
          value={search.version === undefined ? '' : String(search.version)}
          options={[{ value: '', label: t('cockpit.list.allVersions') }, ...versionOptions]}
          onChange={(version) => onChange({ version: version === '' ? undefined : Number(version) })}
        />
      )}
      {search.element !== undefined && (
        <span className="pill accent">
          {t('cockpit.list.element')}: {search.element}
        </span>
      )}
    </>
  );
}
