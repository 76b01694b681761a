import type { InstanceState } from '#engine/contracts/api/instance.ts';
import { useWords } from '../i18n/language.tsx';

/** What keeps the whole instance from moving. */
export function StateNotice({ state }: { readonly state: InstanceState }) {
  const { t, said } = useWords();
  return (
    <>
      {state.state === 'suspended' && (
        <div className="notice wait">
          <div>
            <h3>{t('operate.suspendedNotice')}</h3>
            <p>{t('operate.suspendedNoticeText')}</p>
          </div>
        </div>
      )}
      {state.trouble !== null && (
        <div className="notice bad">
          <div>
            <h3>{t('operate.trouble')}</h3>
            <p className="mono">{said(state.trouble)}</p>
          </div>
        </div>
      )}
    </>
  );
}
