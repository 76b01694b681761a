import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { session } from '../api/overview.ts';
import { setAccessToken } from '../api/request-context.ts';
import { ProblemError } from '../api/request.ts';
import { useWords } from '../i18n/language.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/fields.tsx';

/** A server beyond loopback asks for its token before anything is shown. */
export function TokenGate({ children }: { readonly children: ReactNode }) {
  const { error } = useQuery(session);
  const refused = error instanceof ProblemError && error.problem.status === 401;
  return refused ? <TokenForm refusal={error.problem.detail ?? error.problem.title} /> : children;
}

function TokenForm({ refusal }: { readonly refusal: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const enter = () => {
    setAccessToken(token.trim());
    void client.resetQueries();
  };
  return (
    <main className="gate">
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        <h1>{t('app.token.title')}</h1>
        <p className="soft">{t('app.token.text')}</p>
        <Field label={t('app.token.label')}>
          <input
            className="input"
            type="password"
            autoComplete="current-password"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </Field>
        <p className="field-error" role="status">
          {refusal}
        </p>
        <Button type="submit" look="primary" disabled={token.trim() === ''}>
          {t('app.token.enter')}
        </Button>
      </form>
    </main>
  );
}
