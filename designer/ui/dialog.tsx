import type { ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Button } from './button.tsx';
import { ErrorNotice } from './error-notice.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** As wide as the window: for two diagrams side by side. */
  readonly full?: boolean;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** Modal dialog; mounted = open. The browser keeps the focus inside and gives it back; Escape closes. */
export function Dialog({ title, onClose, wide = false, full = false, children, footer }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog ${full ? 'full' : wide ? 'wide' : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-body">
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
      {footer !== undefined && <div className="dialog-foot">{footer}</div>}
    </dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly children: ReactNode;
  readonly act: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that others feel. A failure stays in the dialog, so that the person can read it and try again. */
export function Confirm({ title, confirm, danger = false, children, act, onClose }: ConfirmProps) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const go = async () => {
    setBusy(true);
    try {
      await act();
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('ui.back')}</Button>
      <Button look={danger ? 'danger' : 'primary'} disabled={busy} onClick={() => void go()}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} footer={footer}>
      {children}
      {error !== null && <ErrorNotice error={error} />}
    </Dialog>
  );
}
