import { ProblemError, UnreachableError } from '../api/request.ts';
import { useWords } from '../i18n/language.tsx';
import type { Words } from '../i18n/language.tsx';
import { Button } from './button.tsx';

interface ErrorText {
  readonly title: string;
  readonly detail: string | null;
  readonly remedy: string | null;
  readonly list: readonly string[];
}

/** What went wrong in words, and what helps. Any error may be given; a problem of the server speaks for itself. */
export function ErrorNotice({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const words = useWords();
  const text = errorText(error, words);
  return (
    <div className="notice bad" role="alert">
      <div>
        <h3>{text.title}</h3>
        {text.detail !== null && <p>{text.detail}</p>}
        {text.list.length > 0 && (
          <ul>
            {text.list.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {text.remedy !== null && <p className="soft">{text.remedy}</p>}
      </div>
      {retry !== undefined && (
        <Button small icon="retry" onClick={retry}>
          {words.t('ui.tryAgain')}
        </Button>
      )}
    </div>
  );
}

export function errorText(error: unknown, { t, said }: Words): ErrorText {
  if (error instanceof ProblemError) {
    const { title, detail, remedy, problems } = error.problem;
    const list = (problems ?? []).map(({ message, elementId, field }) =>
      [elementId ?? field, message].filter(Boolean).join(': '),
    );
    return { title, detail: detail ?? null, remedy: remedy ?? null, list };
  }
  if (error instanceof UnreachableError) {
    return { title: t('ui.unreachable.title'), detail: null, remedy: t('ui.unreachable.remedy'), list: [] };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { title: t('ui.unexpected.title'), detail: said(detail), remedy: t('ui.unexpected.remedy'), list: [] };
}
