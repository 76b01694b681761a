import type { ProcessInstanceResult } from '@camunda8/orchestration-cluster-api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { childrenOf, instanceByKey } from '../api/process-instances.ts';
import { useWords } from '../i18n/language.tsx';
import { StateLabel } from '../ui/state-label.tsx';

/** Caller above, called below. Left out where an instance stands alone. */
export function RelatedInstances({ instance }: { readonly instance: ProcessInstanceResult }) {
  const { t } = useWords();
  const children = useQuery(childrenOf(instance.processInstanceKey)).data?.items ?? [];
  const parent = instance.parentProcessInstanceKey;
  if (parent === null && children.length === 0) return null;
  return (
    <section className="card">
      <header>
        <h2>{t('cockpit.instance.related')}</h2>
      </header>
      <div className="card-body related">
        {parent !== null && (
          <>
            <h3 className="faint">{t('cockpit.instance.parent')}</h3>
            <ParentLine instanceKey={parent} />
          </>
        )}
        {children.length > 0 && <h3 className="faint">{t('cockpit.instance.children')}</h3>}
        {children.map((child) => (
          <RelatedLine key={child.processInstanceKey} instance={child} />
        ))}
      </div>
    </section>
  );
}

function ParentLine({ instanceKey }: { readonly instanceKey: string }) {
  const { data } = useQuery(instanceByKey(instanceKey));
  if (data === undefined) {
    return (
      <Link to="/instances/$key" params={{ key: instanceKey }}>
        {instanceKey}
      </Link>
    );
  }
  return <RelatedLine instance={data} />;
}

function RelatedLine({ instance }: { readonly instance: ProcessInstanceResult }) {
  return (
    <p className="related-line">
      <Link to="/instances/$key" params={{ key: instance.processInstanceKey }}>
        {instance.processDefinitionName ?? instance.processDefinitionId}
      </Link>
      <span className="faint truncate">{instance.businessId ?? instance.processInstanceKey}</span>
      <StateLabel state={instance.state} hasIncident={instance.hasIncident} />
    </p>
  );
}
