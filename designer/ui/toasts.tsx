import type { ReactNode } from 'react';
import { createContext, use, useCallback, useMemo, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { IconButton } from './button.tsx';
import { errorText } from './error-notice.tsx';

interface Toast {
  readonly id: number;
  readonly look: 'good' | 'bad';
  readonly text: string;
  readonly action: ToastAction | null;
}

/** What the person may do about the news. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Announce {
  readonly done: (text: string, action?: ToastAction) => void;
  readonly failed: (error: unknown) => void;
}

const ToastContext = createContext<Announce | null>(null);
const shownMs = 7_000;
let lastId = 0;

/**
 * Short news about what the person just did. They stand bottom left: top right are the buttons for what comes next, and the bottom
 * right of a canvas belongs to the bpmn.io mark.
 */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const words = useWords();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const remove = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const announce = useMemo<Announce>(() => {
    const add = (look: Toast['look'], text: string, action: ToastAction | null) => {
      const id = ++lastId;
      setToasts((shown) => [...shown.slice(-3), { id, look, text, action }]);
      setTimeout(() => remove(id), shownMs);
    };
    return {
      done: (text, action) => add('good', text, action ?? null),
      failed: (error) => {
        const { title, detail, remedy } = errorText(error, words);
        add('bad', [title, detail, remedy].filter(Boolean).join(' '), null);
      },
    };
  }, [remove, words]);
  return (
    <ToastContext value={announce}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className={`toast ${toast.look}`}>
            <div>
              {toast.text}{' '}
              {toast.action !== null && (
                <button type="button" className="link" onClick={toast.action.run}>
                  {toast.action.label}
                </button>
              )}
            </div>
            <IconButton small icon="close" label={words.t('ui.close')} onClick={() => remove(toast.id)} />
          </div>
        ))}
      </div>
    </ToastContext>
  );
}

export function useAnnounce(): Announce {
  const announce = use(ToastContext);
  if (announce === null) throw new Error('useAnnounce outside ToastProvider');
  return announce;
}
