import type { Language } from '#engine/contracts/language.ts';

/** What every request carries: the person's language and, where the server asks for one, the access token. */
const tokenKey = 'silkflow.token';
let language: Language = 'en';

export function setRequestLanguage(chosen: Language): void {
  language = chosen;
}

/** Kept for this browser tab only. */
export function setAccessToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(tokenKey);
  else sessionStorage.setItem(tokenKey, token);
}

export function requestHeaders(): Record<string, string> {
  const token = sessionStorage.getItem(tokenKey);
  return { 'accept-language': language, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
}
