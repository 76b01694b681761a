import type { Problem } from '../contract/outcome.ts';

/** One refusal. `key` names the text in both catalogues, `message` is English for logs. */
export function refuse(
  code: Problem['code'],
  key: string,
  message: string,
  values: Readonly<Record<string, string>> = {},
): readonly Problem[] {
  return [{ code, key, values, message }];
}

export const accepted: readonly Problem[] = [];
