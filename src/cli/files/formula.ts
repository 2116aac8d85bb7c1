/**
 * Spreadsheets run a cell that begins with one of these signs as a formula. A text that comes from a vendor or a partner
 * could read other cells and send them away.
 */
const formula = /^'*[=+\-@\t\r＝＋－＠]/u;
const guarded = /^'+[=+\-@\t\r＝＋－＠]/u;

/** Puts an apostrophe before a text that a spreadsheet would run. Spreadsheets then show it as text. */
export const guard = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** Takes away the apostrophe that `guard` put before a text. */
export const unguard = (text: string): string =>
  text.startsWith("'") && guarded.test(text) ? text.slice(1) : text;
