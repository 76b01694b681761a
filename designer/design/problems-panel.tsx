import type Modeler from 'bpmn-js/lib/Modeler.js';
import { problemText } from '#engine/model/index.ts';
import type { Problem } from '#engine/contracts/api/problem.ts';
import { useWords } from '../i18n/language.tsx';
import type { Canvas, DiagramElement, ElementRegistry } from '../ui/diagram/diagram-services.ts';
import type { ModelerSession } from './use-modeler.ts';
import type { Problems } from './use-problems.ts';

interface ProblemsPanelProps {
  readonly problems: Problems;
  readonly refused: Problem | null;
  readonly session: ModelerSession;
}

interface Line {
  readonly severity: 'error' | 'warning';
  readonly elementId: string | null;
  readonly text: string;
}

/** Every problem in words; a click leads to its element. What the server refused stands first. */
export function ProblemsPanel({ problems, refused, session }: ProblemsPanelProps) {
  const { t, language } = useWords();
  const own = problems.all.map((problem): Line => {
    const { severity, elementId } = problem;
    return { severity, elementId, text: problemText(problem, language) };
  });
  const lines = own.toSorted((a, b) => a.severity.localeCompare(b.severity));
  return (
    <section className="problems" aria-label={t('design.problems.title')}>
      {refused !== null && (
        <>
          <h2>{t('design.problems.refused')}</h2>
          <ProblemList lines={refusalLines(refused)} session={session} />
        </>
      )}
      {lines.length === 0 && refused === null ? (
        <p className="soft">{t(problems.checking ? 'design.problems.checking' : 'design.problems.none')}</p>
      ) : (
        <ProblemList lines={lines} session={session} />
      )}
    </section>
  );
}

function refusalLines(refused: Problem): readonly Line[] {
  const listed = (refused.problems ?? []).map(({ severity = 'error', elementId = null, message }): Line => ({
    severity,
    elementId,
    text: message,
  }));
  if (listed.length > 0) return listed;
  const text = [refused.detail ?? refused.title, refused.remedy].filter(Boolean).join(' ');
  return [{ severity: 'error', elementId: null, text }];
}

interface ProblemListProps {
  readonly lines: readonly Line[];
  readonly session: ModelerSession;
}

function ProblemList({ lines, session }: ProblemListProps) {
  const { t } = useWords();
  const { modeler } = session;
  return (
    <ul>
      {lines.map(({ severity, elementId, text }) => (
        <li key={`${elementId}-${text}`} className={severity}>
          <span className="severity">{t(`design.problems.${severity}`)}</span>
          <span>{text}</span>
          {elementId !== null && (
            <button
              type="button"
              className="link mono"
              title={t('design.problems.goTo', { element: elementId })}
              onClick={() => modeler !== null && goTo(modeler, elementId)}
            >
              {elementId}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Selection {
  select(elements: DiagramElement | readonly DiagramElement[]): void;
}

function goTo(modeler: Modeler, elementId: string): void {
  const element = modeler.get<ElementRegistry>('elementRegistry').get(elementId);
  const selection = modeler.get<Selection>('selection');
  // The process itself has no shape: with nothing selected the panel shows it.
  if (element === undefined || element === modeler.get<Canvas>('canvas').getRootElement()) selection.select([]);
  else {
    modeler.get<Canvas>('canvas').scrollToElement(element.id, 120);
    selection.select(element);
  }
}
