import type { Gathering } from '#engine/contracts/api/gathering.ts';
import type { Words } from '../i18n/language.tsx';

/** "2 of 3 came, waits for message “packed”". */
export function gatheringText({ parts, waitsForKey, correlationKey }: Gathering, { t, formats }: Words): string {
  if (waitsForKey) return t('cockpit.gathering.waitsForKey', { key: correlationKey ?? '' });
  const lacking = parts.filter(({ cameAt }) => cameAt === null);
  return t('cockpit.gathering.came', {
    came: parts.length - lacking.length,
    count: parts.length,
    parts: formats.list(lacking.map(({ kind, waitsFor }) => t(`cockpit.gathering.${kind}`, { name: waitsFor }))),
  });
}
