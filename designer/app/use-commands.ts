import { useQuery } from '@tanstack/react-query';
import type { useNavigate } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { processDefinitions } from '../api/process-definitions.ts';
import { instancePage } from '../api/process-instances.ts';
import type { Words } from '../i18n/language.tsx';
import { useWords } from '../i18n/language.tsx';
import type { IconName } from '../ui/icon.tsx';
import type { Theme } from './theme.tsx';
import { useTheme } from './theme.tsx';

export interface Command {
  readonly id: string;
  readonly group: string;
  readonly icon: IconName;
  readonly label: string;
  readonly hint: string | null;
  readonly run: () => void;
}

type Navigate = ReturnType<typeof useNavigate>;

const mostInstances = 6;

/** Everything the palette offers for this text; orders are asked of the server once two characters are typed. */
export function useCommands(text: string, navigate: Navigate, openHelp: () => void): readonly Command[] {
  const words = useWords();
  const { theme, toggle } = useTheme();
  const asked = useDeferredValue(text);
  const found = useQuery({
    ...instancePage({ search: asked }, { from: 0, limit: mostInstances }),
    enabled: asked.length >= 2,
  });
  const definitions = useQuery(processDefinitions);
  const fits = (command: Command) => command.label.toLowerCase().includes(text.toLowerCase());
  const latest = (definitions.data ?? []).filter(
    (definition, index, all) => all[index - 1]?.processDefinitionId !== definition.processDefinitionId,
  );
  const processes = latest.map((definition): Command => {
    const { processDefinitionId, name, version } = definition;
    return {
      id: `process-${processDefinitionId}`,
      group: words.t('app.palette.processes'),
      icon: 'design',
      label: words.name(name ?? processDefinitionId),
      hint: `v${version}`,
      run: () => void navigate({ to: '/processes/$processId', params: { processId: processDefinitionId } }),
    };
  });
  const instances = text.length < 2 ? [] : (found.data?.items ?? []);
  return [
    ...instances.map((instance): Command => ({
      id: `instance-${instance.processInstanceKey}`,
      group: words.t('app.palette.instances'),
      icon: 'cockpit',
      label: instance.businessId ?? instance.processInstanceKey,
      hint: words.name(instance.processDefinitionName ?? instance.processDefinitionId),
      run: () => void navigate({ to: '/instances/$key', params: { key: instance.processInstanceKey } }),
    })),
    ...[
      ...pageCommands(words, navigate),
      ...processes,
      ...otherCommands(words, navigate, theme, toggle, openHelp),
    ].filter(fits),
  ];
}

function pageCommands({ t }: Words, navigate: Navigate): readonly Command[] {
  const group = t('app.palette.pages');
  return [
    {
      id: 'today',
      group,
      icon: 'today',
      label: t('app.nav.today'),
      hint: 'G T',
      run: () => void navigate({ to: '/' }),
    },
    {
      id: 'cockpit',
      group,
      icon: 'cockpit',
      label: t('app.nav.cockpit'),
      hint: 'G C',
      run: () => void navigate({ to: '/instances' }),
    },
    {
      id: 'tasks',
      group,
      icon: 'tasks',
      label: t('app.nav.tasks'),
      hint: 'G K',
      run: () => void navigate({ to: '/tasks' }),
    },
    {
      id: 'design',
      group,
      icon: 'design',
      label: t('app.nav.design'),
      hint: 'G D',
      run: () => void navigate({ to: '/design' }),
    },
  ];
}

function otherCommands(
  { t, language, setLanguage }: Words,
  navigate: Navigate,
  theme: Theme,
  toggleTheme: () => void,
  openHelp: () => void,
): readonly Command[] {
  const group = t('app.palette.commands');
  const icon = theme === 'light' ? 'moon' : 'sun';
  return [
    {
      id: 'new',
      group,
      icon: 'plus',
      label: t('app.palette.newDiagram'),
      hint: null,
      run: () => void navigate({ to: '/design', search: { new: true } }),
    },
    { id: 'theme', group, icon, label: t('app.palette.toggleTheme'), hint: null, run: toggleTheme },
    {
      id: 'language',
      group,
      icon: 'language',
      label: t('app.palette.toggleLanguage'),
      hint: null,
      run: () => setLanguage(language === 'en' ? 'zh-CN' : 'en'),
    },
    { id: 'keys', group, icon: 'help', label: t('app.palette.keys'), hint: '?', run: openHelp },
  ];
}
