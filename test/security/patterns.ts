import { stripTypeScriptTypes } from 'node:module';
import { parseAst } from 'vitest/node';
import { readModules } from '../architecture/imports.ts';

export type Pattern = { readonly path: string; readonly pattern: RegExp };

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const nodesOf = function* (node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node).flat()) if (isNode(value)) yield* nodesOf(value);
};

/** The patterns of the sources: the literals, and the files that build patterns from texts. */
const read = () => {
  const literals: Pattern[] = [];
  const made: string[] = [];
  for (const { path, source } of readModules()) {
    const program: unknown = parseAst(stripTypeScriptTypes(source));
    for (const node of isNode(program) ? nodesOf(program) : []) {
      const { regex, callee } = node;
      if (isNode(regex)) {
        literals.push({ path, pattern: new RegExp(String(regex['pattern']), String(regex['flags'])) });
      }
      if (isNode(callee) && callee['name'] === 'RegExp') made.push(path);
    }
  }
  return { literals, made };
};

export const { literals, made } = read();

/** The texts in a pattern, such as "Bearer ", and characters of its classes. */
const seedsOf = ({ source }: RegExp): readonly string[] => {
  const plain = source
    .replace(/\\[pP]\{[^}]*\}|\\[wWdDsSbB]|\(\?<?[\w:=!>]*|[[\](){}^$*+?|]/gu, ' ')
    .replaceAll('\\', '');
  const words = plain.split(/\s+/u).filter((word) => word !== '');
  const classes = [
    'a',
    'Z',
    '0',
    '_',
    '-',
    '.',
    '/',
    ':',
    ' ',
    '\t',
    '\n',
    '[',
    ']',
    '@',
    '=',
    '"',
    ',',
    '%',
    'é',
    '行',
    '🙂',
  ];
  return [...new Set([...classes, ...words, ...words.map((word) => `${word} `)])];
};

/** A character that no pattern accepts. It is not in Latin-1, because a Latin-1 text is known to contain no 行. */
const end = '\u0001🙂';

/** Long texts that may cause backtracking: an accepted beginning, one part repeated, and no end. */
export const hostileTo = (pattern: RegExp, length: number): readonly string[] => {
  const seeds = seedsOf(pattern);
  const repeated = (part: string) => part.repeat(Math.ceil(length / part.length));
  const beginnings = ['', ...seeds.filter((seed) => /\w{2}|[[/:"]/u.test(seed))];
  return beginnings.flatMap((beginning) =>
    seeds.flatMap((part) => [
      `${beginning}${repeated(part)}${end}`,
      `${beginning}${repeated(`${part}${beginning || 'a'}`)}${end}`,
    ]),
  );
};
