import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Asked } from '../api/instance-operations.ts';
import { newIdempotencyKey } from '../api/instance-operations.ts';
import { useWords } from '../i18n/language.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { Field } from '../ui/fields.tsx';

interface ReasonedConfirmProps {
  readonly title: string;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly children: ReactNode;
  readonly act: (asked: Asked) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before a change of an instance, and for its reason. Trying again after a failure is the same change. */
export function ReasonedConfirm({ act, children, ...rest }: ReasonedConfirmProps) {
  const [reason, setReason] = useState('');
  const [idempotencyKey] = useState(newIdempotencyKey);
  return (
    <Confirm {...rest} act={() => act({ reason: reason.trim(), idempotencyKey })}>
      {children}
      <ReasonField reason={reason} onChange={setReason} />
    </Confirm>
  );
}

interface ReasonFieldProps {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}

export function ReasonField({ reason, onChange }: ReasonFieldProps) {
  const { t } = useWords();
  return (
    <Field label={t('operate.reason')}>
      <input
        className="input"
        maxLength={300}
        placeholder={t('operate.reasonExample')}
        value={reason}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
