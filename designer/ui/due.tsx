import { useWords } from '../i18n/language.tsx';
import { useNow } from './clock.tsx';

const soonMs = 4 * 3_600_000;

/** Due instant with its colour: calm, soon (4 h), overdue. Never by colour alone. */
export function Due({ at }: { readonly at: string }) {
  const { t, formats } = useWords();
  const now = useNow();
  const left = Date.parse(at) - now;
  const look = left < 0 ? 'bad' : left < soonMs ? 'wait' : '';
  const text =
    left < 0 ? t('ui.overdueBy', { time: formats.duration(-left) }) : t('ui.dueIn', { time: formats.duration(left) });
  return (
    <span className={`pill ${look}`} title={formats.instant(at)}>
      {text}
    </span>
  );
}
