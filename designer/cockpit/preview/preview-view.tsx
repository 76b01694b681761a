import type { Words } from '../../i18n/language.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Skeleton } from '../../ui/blank.tsx';
import type { NameOf } from '../use-element-names.ts';
import type { Counted, Preview } from './rehearsal.ts';
import type { Rehearsing } from './use-rehearsal.ts';

interface PreviewViewProps {
  readonly rehearsing: Rehearsing;
  /** Null while nothing is planned. */
  readonly preview: Preview | null;
  readonly nameOf: NameOf;
  /** Names of the elements that come to be; those of another version where it migrates. */
  readonly laterNameOf?: NameOf;
}

/** What would happen, or why it would be refused, before anything is done. */
export function PreviewView({ rehearsing, preview, nameOf, laterNameOf = nameOf }: PreviewViewProps) {
  const { t } = useWords();
  return (
    <div className="preview" role="status">
      <h3>{t('operate.preview.title')}</h3>
      {rehearsing.state === 'loading' && (
        <div aria-busy="true">
          <p className="soft">{t('operate.preview.loading')}</p>
          <Skeleton lines={2} />
        </div>
      )}
      {rehearsing.state === 'tooLong' && <p className="soft">{t('operate.preview.tooLong')}</p>}
      {(rehearsing.state === 'failed' || preview?.ok === 'unknown') && (
        <p className="soft">{t('operate.preview.failed')}</p>
      )}
      {rehearsing.state === 'ready' && preview === null && <p className="soft">{t('operate.modification.empty')}</p>}
      {rehearsing.state === 'ready' && preview?.ok === false && (
        <Refusals preview={preview} nameOf={nameOf} inWords={rehearsing.inWords} />
      )}
      {rehearsing.state === 'ready' && preview?.ok === true && (
        <Effects preview={preview} nameOf={nameOf} laterNameOf={laterNameOf} inWords={rehearsing.inWords} />
      )}
    </div>
  );
}

interface RefusalsProps {
  readonly preview: Extract<Preview, { ok: false }>;
  readonly nameOf: NameOf;
  readonly inWords: (message: string) => string;
}

function Refusals({ preview, nameOf, inWords }: RefusalsProps) {
  const { t } = useWords();
  return (
    <div className="notice bad">
      <div>
        <h3>{t('operate.preview.refused')}</h3>
        <ul>
          {preview.refusals.map(({ elementId, code, message }) => (
            <li key={`${code} ${message}`}>
              {elementId !== null && <strong>{nameOf(elementId)}: </strong>}
              {inWords(message)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

interface EffectsProps extends Omit<RefusalsProps, 'preview'> {
  readonly preview: Extract<Preview, { ok: true }>;
  readonly laterNameOf: NameOf;
}

function Effects({ preview, nameOf, laterNameOf, inWords }: EffectsProps) {
  const words = useWords();
  const { t } = words;
  const lines: readonly (readonly [title: string, text: string])[] = [
    [t('operate.preview.ends'), named(preview.ends, nameOf, words)],
    [t('operate.preview.passes'), named(preview.passes, laterNameOf, words)],
    [t('operate.preview.waits'), named(preview.waits, laterNameOf, words)],
    [t('operate.preview.calls'), preview.calls.join(', ')],
    [t('operate.preview.stopsListening'), named(preview.stopsListening, nameOf, words)],
    [t('operate.preview.startsListening'), named(preview.startsListening, laterNameOf, words)],
    [
      t('operate.preview.incidents'),
      preview.incidents.map(({ elementId, message }) => `${laterNameOf(elementId)}: ${inWords(message)}`).join('; '),
    ],
  ];
  const told = lines.filter(([, text]) => text !== '');
  return (
    <>
      {told.length === 0 && <p className="soft">{t('operate.preview.nothing')}</p>}
      <dl className="facts">
        {told.map(([title, text]) => (
          <div key={title} className="fact">
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {preview.instanceEnds && <p className="notice wait">{t('operate.preview.instanceEnds')}</p>}
    </>
  );
}

function named(found: readonly Counted[], nameOf: NameOf, { t }: Words): string {
  return found
    .map(({ elementId, count }) => {
      const element = nameOf(elementId);
      return count === 1 ? element : t('operate.preview.times', { element, count });
    })
    .join(', ');
}
