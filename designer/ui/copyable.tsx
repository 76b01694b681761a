import { useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Icon } from './icon.tsx';

/** A key in full; a click copies it. */
export function Copyable({ text }: { readonly text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <button
      type="button"
      className="copyable mono"
      title={copied ? t('ui.copied') : t('ui.copy')}
      onClick={() => void copy()}
    >
      {text} <Icon name={copied ? 'check' : 'copy'} size={12} />
    </button>
  );
}
