import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { LiveProvider } from '../api/live.tsx';
import { ProblemError } from '../api/request.ts';
import { WordsProvider } from '../i18n/language.tsx';
import { ToastProvider } from '../ui/toasts.tsx';
import { createAppRouter } from './router.tsx';
import { ThemeProvider } from './theme.tsx';
import { TokenGate } from './token-gate.tsx';

/** Everything around the pages: language, colours, news of the server, messages. */
export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
  return (
    <WordsProvider>
      <ThemeProvider>
        <QueryClientProvider client={client}>
          <ToastProvider>
            <TokenGate>
              <LiveProvider>
                <RouterProvider router={router} />
              </LiveProvider>
            </TokenGate>
          </ToastProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </WordsProvider>
  );
}

/** The stream says when an answer is stale; a refusal (4xx) is final, anything else is tried twice more. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.problem.status < 500),
      },
    },
  });
}
