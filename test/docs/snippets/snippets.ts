/**
 * Reads the code blocks of a page, and decides what the test does with each of them.
 *
 * - A `sh` block is run in the shell of its page. The `json` or `text` block after it is its output. A block that has
 *   only `npm start`, with settings before it, starts a gateway.
 * - A `graphql` block is sent to the gateway, with the variables of a `json variables` block after it. The `json` block
 *   after these is the answer. For a subscription it is the list of its events.
 * - A block with a file name after its language is stored under this name. A later command of the page has to use it.
 * - An `env` block is read as the settings of a gateway, a `sql` block is run on the database of the page, and the
 *   metrics of a `promql` or `yaml` block have to exist.
 * - A block without an answer only has to succeed.
 * - `<!-- not run: reason -->` before a block excludes it. `<!-- run: step -->` does the step before it.
 */

import { isRecord } from './differences.ts';

/** What the test can do before a block, for what a reader does by hand. */
export const steps = ['after a stop', 'while smaregi does not answer'] as const;
export type Step = (typeof steps)[number];

export type Shown =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: unknown };

type Common = {
  readonly line: number;
  /** The heading above the block. */
  readonly heading: string;
  readonly text: string;
  readonly step: Step | null;
};

export type Snippet = Common &
  (
    | { readonly kind: 'sh'; readonly shown: Shown | null }
    | {
        readonly kind: 'graphql';
        readonly variables: Readonly<Record<string, unknown>>;
        readonly shown: Shown | null;
      }
    | { readonly kind: 'sql'; readonly shown: Shown | null }
    | { readonly kind: 'file'; readonly name: string; readonly language: string }
    | { readonly kind: 'settings' }
    | { readonly kind: 'metrics' }
    | { readonly kind: 'excluded'; readonly reason: string }
    /** The test does not know what to do with it. */
    | { readonly kind: 'unknown'; readonly language: string }
  );

type Block = {
  readonly line: number;
  readonly heading: string;
  readonly language: string;
  /** The second word of the first line. */
  readonly name: string;
  readonly text: string;
  readonly directive: string;
};

const codeBlock =
  /(?:^<!-- (?<directive>(?:not run|run): [^\n]*) -->\n)?^```(?<language>[a-z]*)(?: (?<name>\S+))?\n(?<text>[\s\S]*?)^```$/gmu;

const headingAbove = (text: string): string => [...text.matchAll(/^#+ (.+)$/gmu)].at(-1)?.[1] ?? '';

const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(codeBlock)].map((found) => {
    const { directive = '', language = '', name = '', text = '' } = found.groups ?? {};
    const above = page.slice(0, found.index);
    const heading = headingAbove(above.replaceAll(/^```[\s\S]*?^```$/gmu, ''));
    const line = above.split('\n').length + (directive === '' ? 0 : 1);
    return { line, heading, language, name, text, directive };
  });

const stepOf = (directive: string): Step | null => {
  const wanted = directive.startsWith('run: ') ? directive.slice('run: '.length) : null;
  const step = steps.find((one) => one === wanted) ?? null;
  if (wanted !== null && step === null) throw new Error(`There is no step "${wanted}"`);
  return step;
};

const hasAnswer = ({ language }: Block): boolean => ['sh', 'graphql', 'sql'].includes(language);
const isVariables = (block: Block | undefined): block is Block =>
  block?.language === 'json' && block.name === 'variables';
const isAnswer = (block: Block | undefined): boolean =>
  block !== undefined && ['json', 'text'].includes(block.language) && block.name === '';

/** The answer that the page shows for a block: the block after it, or after its variables. */
const answerTo = (blocks: readonly Block[], index: number): Shown | null => {
  const answer = blocks[isVariables(blocks[index + 1]) ? index + 2 : index + 1];
  if (answer === undefined || !isAnswer(answer)) return null;
  return answer.language === 'text'
    ? { kind: 'text', text: answer.text }
    : { kind: 'json', value: JSON.parse(answer.text) };
};

const isPartOfEarlier = (blocks: readonly Block[], index: number): boolean => {
  const block = blocks[index];
  const before = blocks[index - 1];
  if (before === undefined || block === undefined) return false;
  if (isVariables(block)) return before.language === 'graphql';
  if (!isAnswer(block)) return false;
  return hasAnswer(before) || (isVariables(before) && blocks[index - 2]?.language === 'graphql');
};

const snippetOf = (blocks: readonly Block[], index: number): readonly Snippet[] => {
  const block = blocks[index];
  if (block === undefined || isPartOfEarlier(blocks, index)) return [];
  const { line, heading, text, language, name, directive } = block;
  const common = { line, heading, text, step: stepOf(directive) };
  if (directive.startsWith('not run: '))
    return [{ ...common, kind: 'excluded', reason: directive.slice('not run: '.length) }];
  if (name !== '') return [{ ...common, kind: 'file', name, language }];
  switch (language) {
    case 'sh':
    case 'sql':
      return [{ ...common, kind: language, shown: answerTo(blocks, index) }];
    case 'graphql': {
      const next = blocks[index + 1];
      const given: unknown = isVariables(next) ? JSON.parse(next.text) : {};
      const variables = isRecord(given) ? given : {};
      return [{ ...common, kind: 'graphql', variables, shown: answerTo(blocks, index) }];
    }
    case 'env':
      return [{ ...common, kind: 'settings' }];
    case 'promql':
      return [{ ...common, kind: 'metrics' }];
    default:
      return [{ ...common, kind: 'unknown', language }];
  }
};

export const snippetsOf = (page: string): readonly Snippet[] => {
  const blocks = blocksOf(page);
  return blocks.flatMap((_block, index) => snippetOf(blocks, index));
};
