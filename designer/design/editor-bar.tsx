import { useWords } from '../i18n/language.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { fitDiagram } from '../ui/diagram/canvas.ts';
import { paletteWidth } from './modeler/create-modeler.ts';
import { saveFile } from './modeler/save-file.ts';
import { fileNameOf } from './modeler/file-name.ts';
import { exportSvg } from './modeler/export-svg.ts';
import type { Deployment } from './use-deployment.ts';
import type { ModelerSession } from './use-modeler.ts';
import type { Problems } from './use-problems.ts';

interface EditorBarProps {
  readonly session: ModelerSession;
  readonly problems: Problems;
  readonly deployment: Deployment;
  readonly onClose: () => void;
  readonly onProblems: () => void;
}

export function EditorBar({ session, problems, deployment, onClose, onProblems }: EditorBarProps) {
  const { t } = useWords();
  const { modeler, changed, name } = session;
  return (
    <header className="editor-bar">
      <IconButton icon="left" label={t('design.back')} onClick={onClose} />
      <h1 className="truncate">{name}</h1>
      <span
        className={`changed ${changed ? 'yes' : ''}`}
        role="status"
        title={t(changed ? 'design.changed' : 'design.unchanged')}
      >
        <span className="visually-hidden">{t(changed ? 'design.changed' : 'design.unchanged')}</span>
      </span>
      <span className="spring" />
      <HistoryButtons session={session} />
      <IconButton
        icon="fit"
        label={t('ui.diagram.fit')}
        onClick={() => modeler !== null && fitDiagram(modeler, paletteWidth)}
      />
      <ExportButtons session={session} />
      <ProblemsButton problems={problems} onClick={onProblems} />
      <Button
        look="primary"
        icon="upload"
        disabled={modeler === null || deployment.busy}
        onClick={() => void deployment.start()}
      >
        {t(deployment.busy ? 'design.deploying' : 'design.deploy')}
      </Button>
    </header>
  );
}

interface CommandStack {
  undo(): void;
  redo(): void;
}

function HistoryButtons({ session: { modeler, canUndo, canRedo } }: Pick<EditorBarProps, 'session'>) {
  const { t } = useWords();
  const stack = () => modeler?.get<CommandStack>('commandStack');
  return (
    <>
      <IconButton icon="undo" label={t('design.undo')} disabled={!canUndo} onClick={() => stack()?.undo()} />
      <IconButton icon="redo" label={t('design.redo')} disabled={!canRedo} onClick={() => stack()?.redo()} />
    </>
  );
}

function ExportButtons({ session: { modeler, readXml, name } }: Pick<EditorBarProps, 'session'>) {
  const { t } = useWords();
  const saveXml = async () => {
    if (modeler !== null) saveFile(`${fileNameOf(modeler, name)}.bpmn`, 'application/xml', await readXml());
  };
  const saveSvg = async () => {
    if (modeler !== null) saveFile(`${fileNameOf(modeler, name)}.svg`, 'image/svg+xml', await exportSvg(modeler));
  };
  return (
    <>
      <Button
        look="quiet"
        icon="download"
        title={t('design.exportXmlLabel')}
        aria-label={t('design.exportXmlLabel')}
        onClick={() => void saveXml()}
      >
        {t('design.exportXml')}
      </Button>
      <Button
        look="quiet"
        icon="download"
        title={t('design.exportSvgLabel')}
        aria-label={t('design.exportSvgLabel')}
        onClick={() => void saveSvg()}
      >
        {t('design.exportSvg')}
      </Button>
    </>
  );
}

interface ProblemsButtonProps {
  readonly problems: Problems;
  readonly onClick: () => void;
}

function ProblemsButton({ problems, onClick }: ProblemsButtonProps) {
  const { t } = useWords();
  const errors = problems.all.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.all.length - errors;
  const summary = [
    errors > 0 ? t('design.problems.errors', { count: errors }) : null,
    warnings > 0 ? t('design.problems.warnings', { count: warnings }) : null,
  ].filter((part) => part !== null);
  const calm = problems.checking ? t('design.problems.checking') : t('design.problems.none');
  return (
    <button
      type="button"
      className={`button problems-button ${errors > 0 ? 'bad' : warnings > 0 ? 'wait' : 'good'}`}
      title={t('design.problems.toggle')}
      onClick={onClick}
    >
      {summary.length === 0 ? calm : summary.join(' · ')}
    </button>
  );
}
