/** Settings of a gateway by the names of their variables. */
export type Settings = { readonly [name: string]: string };

/** The settings in lines of the form NAME=value. */
export const settingsOf = (lines: readonly string[]): Settings =>
  Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
