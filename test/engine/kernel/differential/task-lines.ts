/** An open user task, as people see it. An empty text is none. */
export interface OpenTask {
  readonly key: string;
  readonly element: string;
  readonly assignee: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  readonly dueDate: string;
  readonly followUpDate: string;
  readonly priority: number;
}

/** Tells what has changed about the open user tasks since it was asked last. The engines have keys of their own. */
export class TaskLines {
  readonly #known = new Map<string, string>();

  changed(open: readonly OpenTask[]): readonly string[] {
    return open.flatMap(({ key, element, ...task }) => {
      const line = `task ${element}: ${JSON.stringify(written(task))}`;
      if (this.#known.get(key) === line) return [];
      this.#known.set(key, line);
      return [line];
    });
  }
}

/** Instants as such: one engine writes them down with milliseconds. */
function written(task: Omit<OpenTask, 'key' | 'element'>): Omit<OpenTask, 'key' | 'element'> {
  const instant = (text: string): string => (text === '' ? '' : new Date(text).toISOString());
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority } = task;
  return {
    assignee,
    candidateGroups: candidateGroups.toSorted(),
    candidateUsers: candidateUsers.toSorted(),
    dueDate: instant(dueDate),
    followUpDate: instant(followUpDate),
    priority,
  };
}
