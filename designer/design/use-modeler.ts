import type Modeler from 'bpmn-js/lib/Modeler.js';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { fitDiagram } from '../ui/diagram/canvas.ts';
import { useAnnounce } from '../ui/toasts.tsx';
import type { DiagramSource } from './diagram-source.ts';
import { discardDraft, keepDraft } from './local-drafts.ts';
import { createModeler, paletteWidth } from './modeler/create-modeler.ts';
import { openXml } from './modeler/open-xml.ts';

export interface ModelerSession {
  readonly modeler: Modeler | null;
  readonly state: 'opening' | 'open' | 'failed';
  readonly error: unknown;
  readonly name: string;
  /** The deployed version that was opened. */
  readonly definitionKey: string | null;
  /** True while there are changes that no deployment holds. */
  readonly changed: boolean;
  /** Grows with every change of the diagram. */
  readonly revision: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly readXml: () => Promise<string>;
  /** The diagram as it stands is deployed: its draft is no longer needed. */
  readonly settle: () => void;
}

interface CommandStack {
  canUndo(): boolean;
  canRedo(): boolean;
}

const autosaveMs = 1_000;

/** Opens a diagram in a modeler and keeps its changes as a draft. A switch of the language opens it again, changes included. */
export function useModeler(
  source: DiagramSource,
  canvas: React.RefObject<HTMLDivElement | null>,
  panel: React.RefObject<HTMLDivElement | null>,
): ModelerSession {
  const { language, t } = useWords();
  const announce = useAnnounce();
  const [modeler, setModeler] = useState<Modeler | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { changed, stack, record, settle } = useChanges(source);
  const xml = useRef(source.xml);
  const closing = useRef(Promise.resolve());
  useEffect(() => {
    let current = true;
    const opened = closing.current.then(async () => {
      if (!current || canvas.current === null || panel.current === null) return null;
      const created = createModeler(canvas.current, panel.current, language);
      try {
        const notes = await openXml(created, xml.current);
        if (!current) return created;
        if (notes.laidOut) announce.done(t('design.laidOut'));
        if (notes.warnings > 0) announce.failed(new Error(t('design.importWarnings', { count: notes.warnings })));
        fitDiagram(created, paletteWidth);
        onEveryChange(created, record);
        setModeler(created);
      } catch (failure) {
        setError(failure);
      }
      return created;
    });
    return () => {
      current = false;
      setModeler(null);
      // An import that is under way must end before its modeler is destroyed; then the next one may open what was drawn.
      closing.current = opened.then(async (created) => {
        if (created === null) return;
        xml.current = await xmlOf(created, xml.current);
        created.destroy();
      });
    };
    // A new text function after a language switch is no reason of its own to open again.
  }, [language, canvas, panel, announce, t, record]);
  const readXml = useCallback(async () => {
    if (modeler !== null) xml.current = await xmlOf(modeler, xml.current);
    return xml.current;
  }, [modeler]);
  useAutosave(source, changed, stack.revision, readXml);
  return {
    modeler,
    state: error !== null ? 'failed' : modeler === null ? 'opening' : 'open',
    error,
    name: source.name,
    definitionKey: source.definitionKey,
    changed,
    ...stack,
    readXml,
    settle,
  };
}

/** Whether and how far the diagram differs from what is deployed, and what undo and redo can do. */
function useChanges(source: DiagramSource) {
  const [changed, setChanged] = useState(source.changed);
  const [stack, setStack] = useState({ revision: 0, canUndo: false, canRedo: false });
  const record = useCallback(({ canUndo, canRedo }: { canUndo: boolean; canRedo: boolean }) => {
    setChanged(true);
    setStack(({ revision }) => ({ revision: revision + 1, canUndo, canRedo }));
  }, []);
  const settle = useCallback(() => {
    setChanged(false);
    discardDraft(source.id);
  }, [source.id]);
  return { changed, stack, record, settle };
}

function onEveryChange(modeler: Modeler, act: (can: { canUndo: boolean; canRedo: boolean }) => void): void {
  modeler.on('commandStack.changed', () => {
    const commands = modeler.get<CommandStack>('commandStack');
    act({ canUndo: commands.canUndo(), canRedo: commands.canRedo() });
  });
}

async function xmlOf(modeler: Modeler, fallback: string): Promise<string> {
  try {
    return (await modeler.saveXML({ format: true })).xml ?? fallback;
  } catch {
    // Nothing was imported, so there is nothing to save.
    return fallback;
  }
}

function useAutosave(source: DiagramSource, changed: boolean, revision: number, readXml: () => Promise<string>): void {
  useEffect(() => {
    if (!changed || revision === 0) return undefined;
    const timer = setTimeout(() => {
      void readXml().then((xml) =>
        keepDraft({
          id: source.id,
          name: source.name,
          definitionKey: source.definitionKey,
          xml,
          savedAt: new Date().toISOString(),
        }),
      );
    }, autosaveMs);
    return () => clearTimeout(timer);
  }, [source.id, source.name, source.definitionKey, changed, revision, readXml]);
}
