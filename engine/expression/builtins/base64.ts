const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Without the host's codecs: the workflow sandbox has neither `Buffer` nor `btoa`. */
export function toBase64(text: string): string {
  const bytes = utf8Bytes(text);
  let encoded = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = [bytes[index], bytes[index + 1], bytes[index + 2]];
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    encoded += digit(group >> 18) + digit(group >> 12);
    encoded += b === undefined ? '=' : digit(group >> 6);
    encoded += c === undefined ? '=' : digit(group);
  }
  return encoded;
}

const digit = (bits: number): string => ALPHABET.charAt(bits & 63);

/** Null when the text is no base64 of UTF-8. */
export function fromBase64(encoded: string): string | null {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(encoded)) return null;
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of encoded.replace(/=+$/, '')) {
    buffer = ((buffer << 6) | ALPHABET.indexOf(character)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >> bits) & 0xff);
    }
  }
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return null;
  }
}

function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), continuation(code));
    else if (code < 0x1_00_00) bytes.push(0xe0 | (code >> 12), continuation(code >> 6), continuation(code));
    else bytes.push(0xf0 | (code >> 18), continuation(code >> 12), continuation(code >> 6), continuation(code));
  }
  return bytes;
}

const continuation = (code: number): number => 0x80 | (code & 0x3f);
