import type { Today } from '#engine/contracts/api/today.ts';
import { useWords } from '../i18n/language.tsx';

type Hour = Today['throughput'][number];

/** Two bars an hour: what came in, what went out. The sums are in words beside it, each hour's figures in its tooltip. */
export function Throughput({ hours }: { readonly hours: readonly Hour[] }) {
  const { t, formats } = useWords();
  const most = Math.max(1, ...hours.flatMap((hour) => [hour.started, hour.completed + hour.terminated]));
  const sum = (of: (hour: Hour) => number) => hours.reduce((total, hour) => total + of(hour), 0);
  const totals = {
    started: sum((hour) => hour.started),
    completed: sum((hour) => hour.completed),
    cancelled: sum((hour) => hour.terminated),
  };
  return (
    <section className="card throughput">
      <header>
        <h2>{t('today.throughput')}</h2>
        <span className="soft legend">
          <i className="started" /> {t('today.startedShort')} {formats.number(totals.started)}
          <i className="completed" /> {t('today.completedShort')} {formats.number(totals.completed)}
          <i className="cancelled" /> {t('today.cancelledShort')} {formats.number(totals.cancelled)}
        </span>
      </header>
      <div className="hours" role="img" aria-label={t('today.throughputText', totals)}>
        {hours.map((hour, index) => (
          <HourBars key={hour.from} hour={hour} most={most} labelled={index % 3 === 2} />
        ))}
      </div>
    </section>
  );
}

interface HourBarsProps {
  readonly hour: Hour;
  /** What the full height stands for. */
  readonly most: number;
  readonly labelled: boolean;
}

function HourBars({ hour, most, labelled }: HourBarsProps) {
  const { t, formats } = useWords();
  const height = (value: number) => ({ height: `${(value / most) * 100}%` });
  const label = t('today.hourBar', {
    hour: formats.hour(hour.from),
    started: hour.started,
    completed: hour.completed,
    cancelled: hour.terminated,
  });
  return (
    <div className="hour" title={label}>
      <div className="bars">
        <i className="started" style={height(hour.started)} />
        <span>
          <i className="cancelled" style={height(hour.terminated)} />
          <i className="completed" style={height(hour.completed)} />
        </span>
      </div>
      <span className="hour-label">{labelled ? formats.hour(hour.from) : ''}</span>
    </div>
  );
}
