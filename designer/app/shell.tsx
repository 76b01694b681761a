import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useStreamState } from '../api/live.tsx';
import { instanceCount } from '../api/process-instances.ts';
import { openTaskCount } from '../api/user-tasks.ts';
import { useWords } from '../i18n/language.tsx';
import { IconButton } from '../ui/button.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Icon } from '../ui/icon.tsx';
import markUrl from '../silkflow.svg';
import { CommandPalette } from './command-palette.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { useTheme } from './theme.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const pages = [
  { to: '/', name: 'today', icon: 'today' },
  { to: '/instances', name: 'cockpit', icon: 'cockpit' },
  { to: '/tasks', name: 'tasks', icon: 'tasks' },
  { to: '/design', name: 'design', icon: 'design' },
] as const;

export function Shell() {
  const { t } = useWords();
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  useShortcuts({ openPalette: () => setOverlay('palette'), openHelp: () => setOverlay('help') });
  usePageTitle();
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <header className="rail">
        <Link to="/" className="brand" aria-label={t('app.name')}>
          <img src={markUrl} alt="" width="34" height="34" />
        </Link>
        <MainNavigation />
        <RailTools onPalette={() => setOverlay('palette')} onHelp={() => setOverlay('help')} />
      </header>
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
      {overlay === 'palette' && <CommandPalette onClose={() => setOverlay(null)} onHelp={() => setOverlay('help')} />}
      {overlay === 'help' && <KeyboardHelp onClose={() => setOverlay(null)} />}
    </div>
  );
}

function MainNavigation() {
  const { t } = useWords();
  const tasks = useQuery(openTaskCount);
  const incidents = useQuery(instanceCount({ state: 'ACTIVE', hasIncident: true }));
  const counts: Partial<Record<(typeof pages)[number]['name'], number | undefined>> = {
    tasks: tasks.data,
    cockpit: incidents.data,
  };
  return (
    <nav aria-label={t('app.nav.label')}>
      {pages.map(({ to, name, icon }) => (
        <NavigationLink key={to} to={to} icon={icon} label={t(`app.nav.${name}`)} count={counts[name] ?? 0} />
      ))}
    </nav>
  );
}

interface NavigationLinkProps {
  readonly to: (typeof pages)[number]['to'];
  readonly icon: IconName;
  readonly label: string;
  readonly count: number;
}

function NavigationLink({ to, icon, label, count }: NavigationLinkProps) {
  const { formats } = useWords();
  return (
    <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className="rail-link">
      <span className="rail-icon">
        <Icon name={icon} size={20} />
        {count > 0 && <span className={`rail-count ${icon}`}>{count > 99 ? '99+' : formats.number(count)}</span>}
      </span>
      {label}
    </Link>
  );
}

interface RailToolsProps {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
}

function RailTools({ onPalette, onHelp }: RailToolsProps) {
  const { t, language, setLanguage } = useWords();
  const { theme, toggle } = useTheme();
  const stream = useStreamState();
  return (
    <div className="rail-tools">
      <span className={`live ${stream}`} title={t(`app.stream.${stream}`)} role="status">
        <span className="visually-hidden">{t(`app.stream.${stream}`)}</span>
      </span>
      <IconButton icon="search" label={`${t('app.palette.open')} (Ctrl+K)`} onClick={onPalette} />
      <IconButton
        icon={theme === 'light' ? 'moon' : 'sun'}
        label={t(theme === 'light' ? 'app.theme.dark' : 'app.theme.light')}
        onClick={toggle}
      />
      <button
        type="button"
        className="button quiet icon-only"
        title={t('app.language')}
        aria-label={t('app.language')}
        onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}
      >
        {language === 'en' ? '中' : 'EN'}
      </button>
      <IconButton icon="help" label={`${t('app.help.open')} (?)`} onClick={onHelp} />
    </div>
  );
}

/** The tab's title follows the page's heading. */
function usePageTitle(): void {
  const { language } = useWords();
  const path = useRouterState({ select: (state) => state.location.href });
  useEffect(() => {
    const title = () => {
      const heading = document.querySelector('h1')?.textContent;
      document.title = heading === undefined || heading === '' ? 'Silkflow' : `${heading} · Silkflow`;
    };
    title();
    const observer = new MutationObserver(title);
    observer.observe(document.getElementById('content') ?? document.body, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [path, language]);
}
