/** Picks the language as the rest of Silkflow does: SILKFLOW_LANGUAGE, else the locale of the shell. */
export function language(env = process.env) {
  const wished = env.SILKFLOW_LANGUAGE || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return wished.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Prints a text, given in both languages, to standard error: standard output belongs to a command's result. */
export function say(text) {
  process.stderr.write(`${text[language()]}\n`);
}
