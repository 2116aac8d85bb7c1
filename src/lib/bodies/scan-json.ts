/** Counts of a JSON text, made without parsing it. */
export type Scan = {
  /** Values at most: one more than there are commas, colons and opening brackets outside strings. */
  readonly values: number;
  readonly depth: number;
  /** Colons outside strings: as many as there are members of objects. */
  readonly members: number;
  /** Whether there may be a number that a double cannot hold exactly. */
  readonly hasLongNumber: boolean;
};

const quote = 0x22;
const comma = 0x2c;
const zero = 0x30;
const nine = 0x39;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** The digits that every double holds exactly. */
const exactDigits = 15;

/** The position of the quote that ends the string that begins at `start`, or the end of the text. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    at += code === backslash ? 2 : 1;
  }
  return at;
};

/**
 * Looks through a text that may be JSON, in one pass that makes no objects. It stops where the values are over
 * `maxValues`, since an object of two bytes costs the parser fifty.
 */
export const scanJson = (text: string, maxValues: number): Scan => {
  let values = 1;
  let members = 0;
  let depth = 0;
  let deepest = 0;
  let digits = 0;
  let hasLongNumber = false;
  for (let at = 0; at < text.length && values <= maxValues; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) {
      digits += 1;
      if (digits > exactDigits) hasLongNumber = true;
      continue;
    }
    // A point does not end a number, and an exponent is short.
    if (code === 0x2e) continue;
    digits = 0;
    if (code === quote) at = endOfString(text, at);
    else if (code === comma) values += 1;
    else if (code === colon) {
      values += 1;
      members += 1;
    } else if (code === openBracket || code === openBrace) {
      values += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === closeBracket || code === closeBrace) depth -= 1;
  }
  return { values, depth: deepest, members, hasLongNumber };
};
