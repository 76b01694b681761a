import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Command } from './use-commands.ts';
import { useCommands } from './use-commands.ts';

interface PaletteProps {
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** One field that goes anywhere: pages, processes, orders by number, commands. Arrows choose, Enter goes. */
export function CommandPalette({ onClose, onHelp }: PaletteProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const commands = useCommands(text.trim(), navigate, onHelp);
  const current = Math.min(chosen, commands.length - 1);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    command.run();
  };
  const onKey = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setChosen((current + step + commands.length) % Math.max(1, commands.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(commands[current]);
  };
  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={t('app.palette.open')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <PaletteField
        listId={listId}
        current={current}
        text={text}
        onText={(typed) => {
          setText(typed);
          setChosen(0);
        }}
        onKey={onKey}
      />
      <PaletteList listId={listId} commands={commands} current={current} onPoint={setChosen} onRun={run} />
      {commands.length === 0 && <p className="palette-empty soft">{t('app.palette.empty', { text })}</p>}
    </dialog>
  );
}

interface PaletteListProps {
  readonly listId: string;
  readonly commands: readonly Command[];
  readonly current: number;
  readonly onPoint: (index: number) => void;
  readonly onRun: (command: Command) => void;
}

function PaletteList({ listId, commands, current, onPoint, onRun }: PaletteListProps) {
  const { t } = useWords();
  return (
    <ul id={listId} role="listbox" aria-label={t('app.palette.commands')}>
      {commands.map((command, index) => (
        <PaletteLine
          key={command.id}
          id={`${listId}-${index}`}
          command={command}
          selected={index === current}
          heading={commands[index - 1]?.group === command.group ? null : command.group}
          onPoint={() => onPoint(index)}
          onRun={() => onRun(command)}
        />
      ))}
    </ul>
  );
}

interface PaletteFieldProps {
  readonly listId: string;
  readonly current: number;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onKey: (event: React.KeyboardEvent) => void;
}

function PaletteField({ listId, current, text, onText, onKey }: PaletteFieldProps) {
  const { t } = useWords();
  return (
    <div className="palette-field">
      <Icon name="search" size={18} />
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={`${listId}-${current}`}
        aria-label={t('app.palette.placeholder')}
        placeholder={t('app.palette.placeholder')}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKey}
      />
      <kbd>Esc</kbd>
    </div>
  );
}

interface PaletteLineProps {
  readonly id: string;
  readonly command: Command;
  readonly selected: boolean;
  readonly heading: string | null;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function PaletteLine({ id, command, selected, heading, onPoint, onRun }: PaletteLineProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (selected) line.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <>
      {heading !== null && (
        <li role="presentation" className="palette-heading">
          {heading}
        </li>
      )}
      <li ref={line} id={id} role="option" aria-selected={selected} onMouseMove={onPoint} onClick={onRun}>
        <Icon name={command.icon satisfies IconName} />
        <span className="truncate">{command.label}</span>
        {command.hint !== null && <span className="faint">{command.hint}</span>}
      </li>
    </>
  );
}
