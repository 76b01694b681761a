import type { Today } from '#engine/contracts/api/today.ts';
import { useWords } from '../i18n/language.tsx';

type Hour = Today['throughput'][number];

const height = 96;
const barWidth = 10;
const pitch = 26;

/** Two bars an hour: what came in, what went out. The figures stand in a table for those who do not see the bars. */
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
      <div className="card-body">
        <svg
          viewBox={`0 0 ${hours.length * pitch} ${height + 18}`}
          role="img"
          aria-label={t('today.throughputText', totals)}
        >
          <line x1="0" x2={hours.length * pitch} y1={height + 0.5} y2={height + 0.5} className="axis" />
          {hours.map((hour, index) => (
            <HourBars key={hour.from} hour={hour} index={index} scale={height / most} />
          ))}
        </svg>
      </div>
    </section>
  );
}

interface HourBarsProps {
  readonly hour: Hour;
  readonly index: number;
  /** Units of the drawing per instance. */
  readonly scale: number;
}

function HourBars({ hour, index, scale }: HourBarsProps) {
  const { t, formats } = useWords();
  const x = index * pitch + 2;
  const started = hour.started * scale;
  const completed = hour.completed * scale;
  const cancelled = hour.terminated * scale;
  const label = t('today.hourBar', {
    hour: formats.hour(hour.from),
    started: hour.started,
    completed: hour.completed,
    cancelled: hour.terminated,
  });
  return (
    <g>
      <title>{label}</title>
      <rect x={x - 2} y={0} width={pitch} height={height} className="hover" />
      <rect x={x} y={height - started} width={barWidth} height={started} rx={1.5} className="started" />
      <rect
        x={x + barWidth + 1}
        y={height - completed}
        width={barWidth}
        height={completed}
        rx={1.5}
        className="completed"
      />
      <rect
        x={x + barWidth + 1}
        y={height - completed - cancelled}
        width={barWidth}
        height={cancelled}
        rx={1.5}
        className="cancelled"
      />
      {index % 4 === 3 && (
        <text x={x + barWidth} y={height + 14}>
          {formats.hour(hour.from)}
        </text>
      )}
    </g>
  );
}
