/** Some who work side by side, each one round after the other, until told to stop. */
export interface Crew {
  /** Resolves when all have ended their round; throws what kept one of them from working. */
  stop(): Promise<void>;
}

/** `round` does one round of work; its name is unique. */
export function startCrew(names: readonly string[], round: (name: string, round: string) => Promise<void>): Crew {
  let working = true;
  const work = async (name: string): Promise<void> => {
    for (let n = 0; working; n += 1) await round(name, `${name}-${n}`);
  };
  const finished = Promise.all(names.map((name) => work(name)));
  // Thrown again by `stop`.
  finished.catch(() => undefined);
  return {
    stop: async () => {
      working = false;
      await finished;
    },
  };
}
