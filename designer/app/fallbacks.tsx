import { Link } from '@tanstack/react-router';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';

export function NotFound() {
  const { t } = useWords();
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('app.notFound.title')}</h1>
      <Blank
        icon="search"
        title={t('app.notFound.title')}
        actions={
          <Link to="/" className="button primary">
            {t('app.notFound.home')}
          </Link>
        }
      >
        {t('app.notFound.text')}
      </Blank>
    </div>
  );
}

/** A page threw while it was drawn. The rest of the shell goes on. */
export function Crash({ error }: { readonly error: unknown }) {
  const { t } = useWords();
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('app.crash.title')}</h1>
      <Blank
        icon="alert"
        title={t('app.crash.title')}
        actions={<Button onClick={() => location.reload()}>{t('app.crash.reload')}</Button>}
      >
        {t('app.crash.text')}
        <br />
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </Blank>
    </div>
  );
}
