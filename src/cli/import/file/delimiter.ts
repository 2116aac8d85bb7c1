/** What may stand between two fields. */
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** The first line. A line end inside quotes does not end it. */
const firstLine = (text: string): string => {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (text[at] === '\n' || text[at] === '\r') && at > 0) return text.slice(0, at);
  }
  return text;
};

const partsOf = (line: string, delimiter: string): readonly string[] => {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
};

const withoutMark = (text: string): string => text.replace(/^\uFEFF/u, '').trimStart();

/** The delimiter that Excel states in a line `sep=;`, or that divides the header into most fields. Otherwise a comma. */
export const delimiterOf = (text: string): Delimiter => {
  const header = firstLine(withoutMark(text));
  const stated = delimiters.find((delimiter) => header.toLowerCase() === `sep=${delimiter}`);
  if (stated) return stated;
  const counts = delimiters.map((delimiter) => partsOf(header, delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
};

/** The names of the header, for a look at them before the file is parsed. */
export const splitHeader = (text: string): readonly string[] =>
  partsOf(firstLine(withoutMark(text)), delimiterOf(text));
