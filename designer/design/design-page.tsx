import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { processDefinitions, processXml } from '../api/process-definitions.ts';
import { useWords } from '../i18n/language.tsx';
import { QueryView } from '../ui/query-view.tsx';
import type { DiagramSource } from './diagram-source.ts';
import { newDiagram } from './diagram-source.ts';
import { Editor } from './editor.tsx';
import { draftById } from './local-drafts.ts';
import { StartScreen } from './start-screen.tsx';
import './design.css';

const route = getRouteApi('/design');

/** Opens what the address names: a deployed version, a new diagram; else the choice. */
export function DesignPage() {
  const { t } = useWords();
  const { definition, new: isNew } = route.useSearch();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<DiagramSource | null>(null);
  const fresh = useMemo(() => (isNew === true ? newDiagram(t('design.start.new')) : null), [isNew, t]);
  const source = chosen ?? fresh;
  const close = () => {
    setChosen(null);
    void navigate({ to: '/design' });
  };
  if (source !== null) return <Editor key={source.id} source={source} onClose={close} />;
  if (definition !== undefined) return <DeployedEditor definitionKey={definition} onClose={close} />;
  return <StartScreen onOpen={setChosen} />;
}

interface DeployedEditorProps {
  readonly definitionKey: string;
  readonly onClose: () => void;
}

/** A deployed version, with the changes this browser kept for it. */
function DeployedEditor({ definitionKey, onClose }: DeployedEditorProps) {
  const definitions = useQuery(processDefinitions);
  const xml = useQuery(processXml(definitionKey));
  const definition = definitions.data?.find((each) => each.processDefinitionKey === definitionKey);
  return (
    <QueryView query={xml}>
      {(text) => {
        if (definitions.isPending) return null;
        const id = `deployed-${definitionKey}`;
        const draft = draftById(id);
        const name = draft?.name ?? definition?.name ?? definition?.processDefinitionId ?? definitionKey;
        return (
          <Editor
            key={id}
            source={{ id, name, xml: draft?.xml ?? text, definitionKey, changed: draft !== null }}
            onClose={onClose}
          />
        );
      }}
    </QueryView>
  );
}
