/**
 * Lists the retired terms that still occur in the sources, the tests and the docs.
 *
 * Each concept has one name, which docs/reference/glossary.md defines. A retired term is an earlier name of such a
 * concept, or a word that the docs avoid because readers had to guess its meaning. `node test/docs/retired-terms.ts`
 * prints every occurrence; `node test/docs/retired-terms.ts counts` prints the counts by folder.
 *
 * An identifier is split into its words before the comparison, so that the term `put back` matches `putBack`,
 * `put_back` and `put-back.ts`. Words that have an ordinary meaning as well (`known`, `memory`, `state`) are not listed.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type RetiredTerm = {
  /** Words in lower case, as a regular expression without anchors. */
  readonly pattern: string;
  readonly use: string;
  /** The term is retired only in files whose path begins with one of these. */
  readonly only?: readonly string[];
};

type Occurrence = {
  readonly path: string;
  readonly line: number;
  readonly term: string;
  readonly use: string;
};

export const retiredTerms: readonly RetiredTerm[] = [
  { pattern: 'desks?', use: 'channel queue' },
  { pattern: 'lanes?', use: 'batch queue' },
  { pattern: 'couriers?', use: 'request executor' },
  { pattern: 'paces?|paced', use: 'rate limiter' },
  { pattern: 'judges?|judged|judging|judgements?', use: 'validate, classify or plan' },
  { pattern: 'verdicts?', use: 'classified response' },
  { pattern: 'cleaners?', use: 'sanitize' },
  { pattern: 'adopt|adopts|adopted|adoptions?', use: 'failover' },
  {
    pattern: '(?:tak(?:e|es|en|ing) over|took over|take overs?)(?! [\\d(])',
    use: 'failover, or a verb such as recover',
  },
  { pattern: '(?:tak(?:e|es|en|ing) up|took up)(?! to)', use: 'recover, continue or start' },
  { pattern: 'overtak(?:e|es|en|ing)|overtook', use: 'supersede' },
  { pattern: 'announc(?:e|es|ed|ing|ements?)', use: 'publish' },
  { pattern: 'tellings?|untold', use: 'notifier, notification' },
  { pattern: 'hints?|hinted', use: 'notification' },
  { pattern: 'behalf', use: 'request context' },
  { pattern: 'origins', use: 'request sources', only: ['src/telemetry/', 'test/telemetry/'] },
  { pattern: 'solitude|alone in hand', use: 'no other write is waiting' },
  { pattern: 'endings?', use: 'outcome' },
  { pattern: 'put back|puts back|putting back', use: 'requeue' },
  {
    pattern: 'whose turn',
    use: 'next in queue',
    only: ['src/adapters/', 'src/core/', 'test/adapters/'],
  },
  { pattern: 'mirrors?|mirrored', use: 'catalogue' },
  { pattern: 'read models?', use: 'catalogue', only: ['src/', 'docs/'] },
  { pattern: 'fences?|fenced', use: 'watermark' },
  { pattern: 'usual requests?', use: 'GraphQL params' },
  { pattern: 'senders?', use: 'request source', only: ['src/', 'test/'] },
  { pattern: 'known documents?', use: 'document cache' },
  { pattern: 'pulses?', use: 'keep-alive' },
  { pattern: 'stale streams?', use: 'revoked streams' },
  { pattern: 'loaded late|load(?:ed)?late', use: 'lazy' },
  { pattern: 'greetings?', use: 'banner' },
  { pattern: 'second winds?|second looks?', use: 'bug retry delay' },
  { pattern: 'rooms', use: 'folders or layers' },
  { pattern: 'wrong turns?', use: 'forbidden import' },
  { pattern: 'told', use: 'report, state, notify' },
  { pattern: 'of late', use: 'recently' },
  { pattern: 'in hand', use: 'in progress' },
  { pattern: 'let(?:s|ting)? go of|let(?:s|ting)? go', use: 'release, delete' },
  { pattern: 'nobody', use: 'no one, or name the subject' },
  { pattern: 'whoever', use: 'name the subject' },
  { pattern: 'for good', use: 'permanently, sustained' },
  { pattern: 'can not', use: 'cannot' },
];

/** Where a term has an ordinary meaning. Each exception names its reason. */
const exceptions: readonly { readonly path: RegExp; readonly text: RegExp; readonly reason: string }[] = [
  {
    path: /^src\/adapters\/.*migrations\.ts$/u,
    text: /./u,
    reason: 'a released migration never changes',
  },
  {
    path: /^(?:test|src|docs)\//u,
    text: /user = 'nobody'|"nobody"|uid nobody/u,
    reason: 'the operating system has a user of this name',
  },
  {
    path: /^src\/adapters\/postgres\//u,
    text: /\bpool\.ending\b/u,
    reason: 'the package pg has a property of this name',
  },
  {
    path: /^test\//u,
    text: /103 Early Hints|writeEarlyHints/u,
    reason: 'RFC 8297 gives this name to a status, and Node.js to its method',
  },
  {
    path: /^test\/adapters\/sqlite\/migrations\.test\.ts$/u,
    text: /INSERT INTO fences/u,
    reason: 'an earlier form of the journal has a table of this name',
  },
];

const root = fileURLToPath(new URL('../../', import.meta.url));
const searched = [
  'src/**/*.{ts,tsx,css,html}',
  'web/**/*.{ts,tsx,css,html,graphql}',
  'test/**/*.{ts,tsx,graphql,md}',
  'bench/**/*.{ts,md}',
  'examples/**/*.{ts,graphql}',
  'ops/*',
  'docs/**/*.md',
  'README.md',
  'CONTRIBUTING.md',
  'schema.graphql',
];
/** Printed from code; and the list itself. */
const skipped = /\/generated\/|\/node_modules\/|^test\/docs\/(?:retired-terms|glossary\.test)\.ts$/u;

export const searchedFiles = (): readonly string[] =>
  searched
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !skipped.test(path))
    .toSorted();

/** `putBack`, `put_back`, `put-back` and `PutBack` become `put back`. */
const wordsOf = (text: string): string =>
  text
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, ' ')
    .replaceAll(/[_\-\s]+/gu, ' ')
    .toLowerCase();

const patterns = retiredTerms.map((term) => ({
  ...term,
  expression: new RegExp(`(?<![a-z])(?:${term.pattern})(?![a-z])`, 'u'),
}));

const termsIn = (path: string, text: string): readonly RetiredTerm[] => {
  if (exceptions.some((exception) => exception.path.test(path) && exception.text.test(text))) return [];
  const words = wordsOf(text);
  return patterns.filter(
    ({ expression, only }) =>
      expression.test(words) && (only === undefined || only.some((folder) => path.startsWith(folder))),
  );
};

export const occurrencesIn = (path: string): readonly Occurrence[] => [
  ...termsIn(path, path).map(({ pattern, use }) => ({ path, line: 0, term: pattern, use })),
  ...readFileSync(`${root}${path}`, 'utf8')
    .split('\n')
    .flatMap((text, index) =>
      termsIn(path, text).map(({ pattern, use }) => ({ path, line: index + 1, term: pattern, use })),
    ),
];

/** `src/core/deliver/send.ts` belongs to `src/core/deliver`; a file of the root belongs to itself. */
const folderOf = (path: string): string =>
  path.includes('/') ? path.split('/').slice(0, -1).slice(0, 3).join('/') : path;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = searchedFiles().flatMap(occurrencesIn);
  if (process.argv[2] === 'counts') {
    const counts = Map.groupBy(found, ({ path }) => folderOf(path));
    for (const [folder, list] of counts)
      process.stdout.write(`${String(list.length).padStart(5)}  ${folder}\n`);
    process.stdout.write(`${String(found.length).padStart(5)}  in all\n`);
  } else
    for (const { path, line, term, use } of found)
      process.stdout.write(`${path}:${line}  ${term}  (use: ${use})\n`);
}
