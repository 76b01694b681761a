import { useWords } from '../i18n/language.tsx';

const looks = { ACTIVE: 'active', COMPLETED: 'completed', TERMINATED: 'terminated', SUSPENDED: 'suspended' } as const;

interface StateLabelProps {
  readonly state: string;
  readonly hasIncident?: boolean;
}

/** State of an instance by shape, colour and word; an open incident comes before everything. */
export function StateLabel({ state, hasIncident = false }: StateLabelProps) {
  const { t } = useWords();
  if (hasIncident && state === 'ACTIVE') return <span className="state incident">{t('ui.state.incident')}</span>;
  const known = state in looks ? (state as keyof typeof looks) : 'ACTIVE';
  return <span className={`state ${looks[known]}`}>{t(`ui.state.${known}`)}</span>;
}
