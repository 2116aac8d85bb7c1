/**
 * Reads the snippets of a page: shell commands and GraphQL documents, each with the answer that the page shows.
 *
 * - A `sh` block is run as it is. The `json` or `text` block after it is its output.
 * - A `graphql` block is sent to the gateway, with the variables of a `json variables` block after it. The `json` block
 *   after these is the answer. For a subscription it is the list of its events.
 * - A block without an answer only has to succeed.
 * - A comment `<!-- not run: reason -->` before a block excludes it.
 */

export type Snippet = {
  readonly line: number;
  readonly kind: 'sh' | 'graphql';
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the page shows as the answer: text of a `text` block, a value of a `json` block. */
  readonly shown: { readonly kind: 'text'; readonly text: string } | Shown | null;
  /** Why the snippet is not run. */
  readonly notRun: string | null;
};
type Shown = { readonly kind: 'json'; readonly value: unknown };
type Block = {
  readonly line: number;
  readonly info: string;
  readonly text: string;
  readonly before: string;
};

const blocksOf = (page: string): readonly Block[] =>
  [
    ...page.matchAll(
      /(?<before><!-- not run: [^\n]* -->\n)?^```(?<info>[a-z]+(?: [a-z]+)*)\n(?<text>[\s\S]*?)^```$/gmu,
    ),
  ].map((found) => ({
    line: page.slice(0, found.index).split('\n').length,
    info: found.groups?.['info'] ?? '',
    text: found.groups?.['text'] ?? '',
    before: found.groups?.['before'] ?? '',
  }));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings of a `.env` file are no commands. */
const isSettings = (text: string): boolean =>
  text.split('\n').every((line) => line === '' || /^(?:#|[A-Z_]+=)/u.test(line));

export const snippetsOf = (page: string): readonly Snippet[] => {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, index): readonly Snippet[] => {
    const { info: kind, line, text } = block;
    if ((kind !== 'sh' && kind !== 'graphql') || isSettings(text)) return [];
    const next = blocks[index + 1];
    const variables: unknown = next?.info === 'json variables' ? JSON.parse(next.text) : {};
    const answer = next?.info === 'json variables' ? blocks[index + 2] : next;
    const shown =
      answer?.info === 'json'
        ? ({ kind: 'json', value: JSON.parse(answer.text) } as const)
        : answer?.info === 'text'
          ? ({ kind: 'text', text: answer.text } as const)
          : null;
    const notRun = /not run: (?<reason>.*) -->/u.exec(block.before)?.groups?.['reason'] ?? null;
    return [{ line, kind, text, variables: isRecord(variables) ? variables : {}, shown, notRun }];
  });
};

/** `…` in a text of the page stands for any text. */
const matchesText = (shown: string, actual: string): boolean => {
  const pattern = shown.split('…').map((part) => RegExp.escape(part));
  return new RegExp(`^${pattern.join('[\\s\\S]*')}$`, 'u').test(actual);
};

/**
 * The first difference between the page and the answer, or null. `"…"` stands for any value. A page may leave out
 * `extensions`, which every answer has.
 */
export const differenceIn = (shown: unknown, actual: unknown, path = '$'): string | null => {
  if (typeof shown === 'string' && shown.includes('…')) {
    const isSame = shown === '…' || (typeof actual === 'string' && matchesText(shown, actual));
    return isSame ? null : `${path}: the page shows ${shown}, the answer is ${JSON.stringify(actual)}`;
  }
  if (Array.isArray(shown) && Array.isArray(actual)) {
    if (shown.length !== actual.length)
      return `${path}: the page shows ${shown.length} entries, the answer has ${actual.length}: ${JSON.stringify(actual)}`;
    return shown.reduce<string | null>(
      (found, entry, index) => found ?? differenceIn(entry, actual[index], `${path}[${index}]`),
      null,
    );
  }
  if (isRecord(shown) && isRecord(actual)) {
    const names = new Set([...Object.keys(shown), ...Object.keys(actual)]);
    if (!('extensions' in shown)) names.delete('extensions');
    return [...names].reduce<string | null>(
      (found, name) => found ?? differenceIn(shown[name], actual[name], `${path}.${name}`),
      null,
    );
  }
  return Object.is(shown, actual)
    ? null
    : `${path}: the page shows ${JSON.stringify(shown)}, the answer is ${JSON.stringify(actual)}`;
};

export const differenceInText = (shown: string, actual: string): string | null =>
  matchesText(shown.trim(), actual.trim())
    ? null
    : `the page shows\n${shown.trim()}\nthe output is\n${actual.trim()}`;
