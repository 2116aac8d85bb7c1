/** Compares the answer that a page shows with the real one. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `…` in a text of the page stands for any text. */
const matchesText = (shown: string, actual: string): boolean => {
  const pattern = shown.split('…').map((part) => RegExp.escape(part));
  return new RegExp(`^${pattern.join('[\\s\\S]*')}$`, 'u').test(actual);
};

/** The fields whose values differ in each run: ids, times, cursors, secrets, and how far the work is. */
const mayDiffer =
  /^(?:id|deletedId|secret|sequence|stage|deadline|timestamp|at|\w+At|\w+AfterMs|\w+Cursor|vendorReference)$/u;

const differenceInValue = (shown: unknown, actual: unknown, path: string, name: string): string | null => {
  const isOpen = typeof shown === 'string' && shown.includes('…');
  if (isOpen && !mayDiffer.test(name))
    return `${path}: the page must show the value ${JSON.stringify(actual)}`;
  const isSame =
    isOpen && typeof actual === 'string'
      ? matchesText(shown, actual)
      : Object.is(shown, actual) || (shown === '…' && typeof actual === 'number');
  return isSame
    ? null
    : `${path}: the page shows ${JSON.stringify(shown)}, the answer is ${JSON.stringify(actual)}`;
};

/**
 * The first difference between the page and the answer, or null. `"…"` stands for any value of a field that differs in
 * each run. A page may leave out `extensions`, which every answer has.
 */
export const differenceIn = (shown: unknown, actual: unknown, path = '$', name = ''): string | null => {
  if (Array.isArray(shown) && Array.isArray(actual)) {
    if (shown.length !== actual.length)
      return `${path}: the page shows ${shown.length} entries, the answer has ${actual.length}: ${JSON.stringify(actual)}`;
    return shown.reduce<string | null>(
      (found, entry, index) => found ?? differenceIn(entry, actual[index], `${path}[${index}]`, name),
      null,
    );
  }
  if (isRecord(shown) && isRecord(actual)) {
    const names = new Set([...Object.keys(shown), ...Object.keys(actual)]);
    if (!('extensions' in shown)) names.delete('extensions');
    return [...names].reduce<string | null>(
      (found, field) => found ?? differenceIn(shown[field], actual[field], `${path}.${field}`, field),
      null,
    );
  }
  return differenceInValue(shown, actual, path, name);
};

export const differenceInText = (shown: string, actual: string): string | null =>
  matchesText(shown.trim(), actual.trim())
    ? null
    : `the page shows\n${shown.trim()}\nthe output is\n${actual.trim()}`;
