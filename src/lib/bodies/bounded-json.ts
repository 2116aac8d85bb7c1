import { scanJson } from './scan-json.ts';

export type JsonBody =
  | { readonly type: 'json'; readonly value: unknown }
  /** `reason` ends the sentence "The body cannot be read: …". It quotes nothing of the body. */
  | { readonly type: 'unreadable'; readonly reason: string };

/** No page of a vendor nests deeper than six levels. */
export const maxDepth = 64;

const unreadable = (reason: string): JsonBody => ({ type: 'unreadable', reason });

const notJson = unreadable('it is not JSON');

/** Whether a double holds the number exactly; of the others only whole numbers matter, which are ids. */
const isExact = (value: number, source: string): boolean =>
  source.replace(/\D/gu, '').length <= 15 || (Number.isSafeInteger(value) && /^-?\d+$/u.test(source));

/**
 * Keeps the text of an id that JSON.parse would round: it must not become another id. Other numbers stay numbers, so
 * that none of them becomes a text, which may be a message.
 */
const keepLongIds = (key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' &&
  /id$/iu.test(key) &&
  context?.source !== undefined &&
  !isExact(value, context.source)
    ? context.source
    : value;

const parse = (text: string, hasLongNumber: boolean): JsonBody => {
  try {
    return { type: 'json', value: hasLongNumber ? JSON.parse(text, keepLongIds) : JSON.parse(text) };
  } catch {
    return notJson;
  }
};

/** Counts the members of all objects, and takes out each one called `__proto__`, which would get in by a copy. */
const countMembers = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + countMembers(one), 0);
  const keys = Object.keys(value);
  let count = keys.length;
  for (const key of keys) count += countMembers(Reflect.get(value, key));
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  return count;
};

/**
 * Parses JSON that a stranger sent. Its values and its depth are bounded before anything is made of it. An object with
 * the same key twice is refused: parsers differ in which of the two they read.
 */
export const parseBoundedJson = (text: string, maxValues: number): JsonBody => {
  // Pages of HTML are common among bad responses.
  if (!/^[\s]{0,100}["{[\-\dtfn]/u.test(text)) return notJson;
  const { values, depth, members, hasLongNumber } = scanJson(text, maxValues);
  if (values > maxValues) return unreadable(`it has more than ${maxValues} values`);
  if (depth > maxDepth) return unreadable(`it is nested more than ${maxDepth} levels deep`);
  const body = parse(text, hasLongNumber);
  if (body.type === 'json' && countMembers(body.value) !== members) {
    return unreadable('an object in it has the same key twice');
  }
  return body;
};
