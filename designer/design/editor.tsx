import { useCallback, useRef, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Skeleton } from '../ui/blank.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import type { DiagramSource } from './diagram-source.ts';
import { EditorBar } from './editor-bar.tsx';
import { ProblemsPanel } from './problems-panel.tsx';
import { useDeployment } from './use-deployment.ts';
import { useModeler } from './use-modeler.ts';
import { useProblems } from './use-problems.ts';

interface EditorProps {
  readonly source: DiagramSource;
  readonly onClose: () => void;
}

/** Canvas in the middle, properties on the right, problems below: they never lie over the bpmn.io mark. */
export function Editor({ source, onClose }: EditorProps) {
  const { t } = useWords();
  const canvas = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [problemsOpen, setProblemsOpen] = useState(false);
  const session = useModeler(source, canvas, panel);
  const problems = useProblems(session);
  const onRefused = useCallback(() => setProblemsOpen(true), []);
  const deployment = useDeployment(session, onRefused);
  return (
    <div className="editor">
      <EditorBar
        session={session}
        problems={problems}
        deployment={deployment}
        onClose={onClose}
        onProblems={() => setProblemsOpen((open) => !open)}
      />
      <div className="editor-body">
        <section className="editor-canvas" aria-label={t('design.canvas')}>
          <div ref={canvas} className="editor-frame" />
          {session.state === 'opening' && (
            <div className="editor-cover" aria-busy="true">
              <Skeleton lines={6} height={26} />
            </div>
          )}
          {session.error !== null && (
            <div className="editor-cover">
              <h2>{t('design.importFailed')}</h2>
              <ErrorNotice error={session.error} />
            </div>
          )}
        </section>
        <aside className="editor-panel" aria-label={t('design.panel')}>
          <div ref={panel} className="panel-frame" />
        </aside>
      </div>
      {problemsOpen && <ProblemsPanel problems={problems} refused={deployment.refused} session={session} />}
    </div>
  );
}
