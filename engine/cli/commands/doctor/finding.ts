import type { Text } from '#engine/contracts/language.ts';

/** One thing that was looked at. `odd` starts all the same; `bad` does not. */
export interface Finding {
  readonly verdict: 'good' | 'odd' | 'bad';
  readonly text: Text;
  readonly remedy?: Text;
}

export function good(en: string, zh: string): Finding {
  return { verdict: 'good', text: { en, 'zh-CN': zh } };
}

export function odd(text: Text, remedy: Text): Finding {
  return { verdict: 'odd', text, remedy };
}

export function bad(text: Text, remedy?: Text): Finding {
  return { verdict: 'bad', text, ...(remedy === undefined ? {} : { remedy }) };
}
