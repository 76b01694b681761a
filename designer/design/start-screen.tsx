import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { processDefinitions } from '../api/process-definitions.ts';
import { useWords } from '../i18n/language.tsx';
import { Blank } from '../ui/blank.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Ago } from '../ui/clock.tsx';
import { Confirm } from '../ui/dialog.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { useAnnounce } from '../ui/toasts.tsx';
import type { DiagramSource } from './diagram-source.ts';
import { diagramOfFile, newDiagram } from './diagram-source.ts';
import type { LocalDraft } from './local-drafts.ts';
import { allDrafts, discardDraft } from './local-drafts.ts';

interface StartScreenProps {
  readonly onOpen: (source: DiagramSource) => void;
}

export function StartScreen({ onOpen }: StartScreenProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const input = useRef<HTMLInputElement>(null);
  const [dragging, setDragging] = useState(false);
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    const source = await diagramOfFile(file);
    if (source === null) announce.failed(new Error(t('design.notBpmn')));
    else onOpen(source);
  };
  return (
    <div
      className={`page design-start ${dragging ? 'dragging' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        event.preventDefault();
        setDragging(false);
        void open(event.dataTransfer.files[0]);
      }}
    >
      <div className="page-head">
        <div className="titles">
          <h1>{t('design.title')}</h1>
          <p className="soft">{t('design.start.lead')}</p>
        </div>
        <div className="actions">
          <Button icon="upload" onClick={() => input.current?.click()}>
            {t('design.start.open')}
          </Button>
          <Button look="primary" icon="plus" onClick={() => onOpen(newDiagram(t('design.start.new')))}>
            {t('design.start.new')}
          </Button>
        </div>
      </div>
      <input
        ref={input}
        hidden
        type="file"
        accept=".bpmn,.xml"
        onChange={(event) => void open(event.target.files?.[0])}
      />
      <Drafts onOpen={onOpen} />
      <DeployedProcesses />
      <p className="drop-hint faint">{t('design.start.drop')}</p>
    </div>
  );
}

function Drafts({ onOpen }: StartScreenProps) {
  const { t } = useWords();
  const [drafts, setDrafts] = useState(allDrafts);
  const [discarding, setDiscarding] = useState<LocalDraft | null>(null);
  if (drafts.length === 0) return null;
  const discard = (draft: LocalDraft) => {
    discardDraft(draft.id);
    setDrafts(allDrafts());
    return Promise.resolve();
  };
  return (
    <section className="card">
      <header>
        <h2>{t('design.start.drafts')}</h2>
      </header>
      <ul className="diagram-list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <button type="button" className="link" onClick={() => onOpen({ ...draft, changed: true })}>
              {draft.name}
            </button>
            <span className="faint">
              <Ago at={draft.savedAt} />
            </span>
            <IconButton
              small
              icon="close"
              label={t('design.start.discard', { name: draft.name })}
              onClick={() => setDiscarding(draft)}
            />
          </li>
        ))}
      </ul>
      {discarding !== null && (
        <Confirm
          danger
          title={t('design.start.discardTitle')}
          confirm={t('design.start.discardConfirm')}
          act={() => discard(discarding)}
          onClose={() => setDiscarding(null)}
        >
          <p>{t('design.start.discardText', { name: discarding.name })}</p>
        </Confirm>
      )}
    </section>
  );
}

function DeployedProcesses() {
  const { t, name } = useWords();
  const query = useQuery(processDefinitions);
  return (
    <section className="card">
      <header>
        <h2>{t('design.start.deployed')}</h2>
      </header>
      <QueryView query={query}>
        {(all) => {
          const latest = all.filter((each, index) => all[index - 1]?.processDefinitionId !== each.processDefinitionId);
          if (latest.length === 0) {
            return (
              <Blank icon="design" title={t('design.start.noneDeployed')}>
                {t('design.start.noneDeployedText')}
              </Blank>
            );
          }
          return (
            <ul className="diagram-list">
              {latest.map((definition) => (
                <li key={definition.processDefinitionKey}>
                  <Link to="/design" search={{ definition: definition.processDefinitionKey }}>
                    {name(definition.name ?? definition.processDefinitionId)}
                  </Link>
                  <span className="faint">{t('design.start.version', { version: String(definition.version) })}</span>
                  <Link
                    className="button small"
                    to="/processes/$processId"
                    params={{ processId: definition.processDefinitionId }}
                  >
                    {t('design.showProcess')}
                  </Link>
                </li>
              ))}
            </ul>
          );
        }}
      </QueryView>
    </section>
  );
}
