import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useState } from 'react';

export type Theme = 'light' | 'dark';

interface ThemeChoice {
  readonly theme: Theme;
  readonly toggle: () => void;
}

const storageKey = 'silkflow.theme';
const ThemeContext = createContext<ThemeChoice>({ theme: 'light', toggle: () => {} });

export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const [theme, setTheme] = useState(chosenTheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const choice = useMemo<ThemeChoice>(() => {
    const toggle = () => {
      const next = theme === 'light' ? 'dark' : 'light';
      localStorage.setItem(storageKey, next);
      setTheme(next);
    };
    return { theme, toggle };
  }, [theme]);
  return <ThemeContext value={choice}>{children}</ThemeContext>;
}

export function useTheme(): ThemeChoice {
  return use(ThemeContext);
}

function chosenTheme(): Theme {
  const stored = localStorage.getItem(storageKey);
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
