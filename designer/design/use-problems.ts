import { useEffect, useState } from 'react';
import { lintProcess, problemText } from '#engine/model/index.ts';
import type { ModelProblem } from '#engine/model/problem.ts';
import { useWords } from '../i18n/language.tsx';
import { showProblemMarkers } from './modeler/problem-markers.ts';
import type { ModelerSession } from './use-modeler.ts';

export interface Problems {
  readonly all: readonly ModelProblem[];
  readonly checking: boolean;
}

const restMs = 500;

/** Runs the rules that deployment runs, and those that only warn, whenever the drawing rests; marks their elements. */
export function useProblems(session: ModelerSession): Problems {
  const { language } = useWords();
  const { modeler, revision, readXml } = session;
  const [problems, setProblems] = useState<Problems>({ all: [], checking: true });
  useEffect(() => {
    if (modeler === null) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void readXml()
        .then((xml) => lintProcess(xml, { now: Date.now() }))
        .then((all) => current && setProblems({ all, checking: false }));
    }, restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [modeler, revision, readXml]);
  useEffect(() => {
    if (modeler === null) return;
    showProblemMarkers(modeler, problems.all, (problem) => problemText(problem, language));
  }, [modeler, problems, language]);
  return problems;
}
