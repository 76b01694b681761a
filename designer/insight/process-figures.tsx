import type { LinkProps } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import type { Today } from '#engine/contracts/api/today.ts';
import { useWords } from '../i18n/language.tsx';

/** One row of figures per process, and one for the people. */
export function ProcessFigures({ data }: { readonly data: Today }) {
  const { t } = useWords();
  return (
    <section className="card figures" aria-label={t('today.processes')}>
      {data.processes.map((process) => (
        <ProcessRow key={process.processDefinitionId} process={process} />
      ))}
      <div className="figure-row">
        <h2>
          <Link to="/tasks" search={{ queue: 'all' }}>
            {t('today.tasks')}
          </Link>
        </h2>
        <Figure
          value={data.tasks.open}
          label={t('today.tasks')}
          link={{ to: '/tasks', search: { queue: 'all' } }}
          lead
        />
        <Figure
          value={data.tasks.unassigned}
          label={t('today.tasksUnassigned')}
          link={{ to: '/tasks', search: { queue: 'unassigned' } }}
          look="wait"
        />
        <Figure
          value={data.tasks.overdue}
          label={t('today.tasksOverdue')}
          link={{ to: '/tasks', search: { queue: 'all' } }}
          look="bad"
        />
      </div>
    </section>
  );
}

function ProcessRow({ process }: { readonly process: Today['processes'][number] }) {
  const { t, name } = useWords();
  const id = process.processDefinitionId;
  const list = (state: 'running' | 'incident' | 'completed' | 'terminated' | 'all') =>
    ({ to: '/instances', search: { process: id, state } }) as const;
  return (
    <div className="figure-row">
      <h2>
        <Link to="/processes/$processId" params={{ processId: id }}>
          {name(process.name ?? id)}
        </Link>
      </h2>
      <Figure value={process.active} label={t('today.running')} link={list('running')} lead />
      <Figure value={process.withIncident} label={t('today.withIncident')} link={list('incident')} look="bad" />
      <Figure value={process.startedToday} label={t('today.started')} link={list('all')} />
      <Figure value={process.completedToday} label={t('today.completed')} link={list('completed')} />
      <Figure value={process.terminatedToday} label={t('today.cancelled')} link={list('terminated')} />
    </div>
  );
}

interface FigureProps {
  readonly value: number;
  readonly label: string;
  readonly link: LinkProps;
  readonly lead?: boolean;
  /** Colour of a number above zero. */
  readonly look?: 'bad' | 'wait';
}

function Figure({ value, label, link, lead = false, look }: FigureProps) {
  const { formats } = useWords();
  return (
    <Link {...link} className={`figure ${lead ? 'lead' : ''} ${value === 0 ? 'zero' : (look ?? '')}`}>
      <span className="value">{formats.number(value)}</span>
      <span className="label">{label}</span>
    </Link>
  );
}
