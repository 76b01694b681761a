import anyAscii from 'any-ascii';

/** Legal forms and titles: they tell nothing about who it is, so they are not compared. */
const legalForms = new Set(
  (
    'ab ag aps as asa bv co company corp corporation gmbh inc jsc kft kg kk limited llc llp lp ltd ltda mbh nv oao ood ooo oy oyj ' +
    'pao pjsc plc pte pty pvt sa sal sarl sas sdn bhd se sl spa spolka sro srl ug zao zoo fze fzco youxian gongsi'
  ).split(' '),
);
const titles = new Set(
  'mr mrs ms miss dr prof sir shaykh sheikh sayyid haji mullah gen col capt eng herr frau'.split(' '),
);
/** Too common between organisations to carry a match alone. */
const commonWords = new Set(
  'the of and for de la le du des der die und i international trading group holding import export general'.split(' '),
);

export interface NameParts {
  /** Parts that tell who it is, in ASCII lower case; order has no meaning ("BOUT, Viktor" = "Viktor Bout"). */
  readonly parts: readonly string[];
}

/** Any script to ASCII, legal forms and titles dropped, single letters joined ("S.A." is a form, not two parts). */
export function namePartsOf(name: string): NameParts {
  const ascii = anyAscii(name).toLowerCase();
  const joined = ascii.replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1').replace(/['’`]/g, '');
  const all = joined.split(/[^a-z0-9]+/).filter((part) => part.length > 0);
  const telling = all.filter((part) => !legalForms.has(part) && !titles.has(part));
  const parts = telling.length > 0 ? telling : all;
  return { parts };
}

export function isCommon(part: string): boolean {
  return commonWords.has(part);
}

/**
 * A key that similar-sounding spellings share: first sound and the consonants after it. `bout`, `but` and `butt` are `bt`;
 * `viktor` and `victor` are `fktr`.
 */
export function soundKey(part: string): string {
  const sounds = part
    .replace(/ph|v|w/g, 'f')
    .replace(/ck|[cqx]/g, 'k')
    .replace(/[zh]/g, (letter) => (letter === 'z' ? 's' : ''))
    .replace(/j|y/g, 'i')
    .replace(/(.)\1+/g, '$1');
  const first = sounds.slice(0, 1);
  const rest = sounds.slice(1).replace(/[aeiou]/g, '');
  return `${/[aeiou]/.test(first) ? 'a' : first}${rest}`.replace(/(.)\1+/g, '$1');
}

/** Keys of all telling parts of a name; what the list is indexed by. */
export function soundKeysOf(names: readonly string[]): string[] {
  const keys = names.flatMap((name) =>
    namePartsOf(name)
      .parts.filter((part) => !isCommon(part))
      .map(soundKey),
  );
  return [...new Set(keys)];
}
