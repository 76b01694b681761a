import type { Language, Text } from '#engine/contracts/language.ts';

/** The language of this shell: SILKFLOW_LANGUAGE, else the locale. */
export const language: Language = shellLanguage(process.env);

export function shellLanguage(env: NodeJS.ProcessEnv): Language {
  const wished = env['SILKFLOW_LANGUAGE'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return wished.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Words about what goes on, on standard error: standard output belongs to a command's result. */
export function say(text: Text): void {
  process.stderr.write(`${text[language]}\n`);
}

/** A command's result. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Columns as wide as their widest cell; a Chinese character takes two places. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell))).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

function width(text: string): number {
  let places = 0;
  for (const character of text)
    places += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uff60]/u.test(character) ? 2 : 1;
  return places;
}
