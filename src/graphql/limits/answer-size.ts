import { type ExecutionResult, GraphQLError, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { isRecord } from '../../lib/json.ts';

/** Fields below a list's entries, by the list's own node of the document. */
const fieldsBelow = new WeakMap<object, number>();

type Fragments = GraphQLResolveInfo['fragments'];

/** Counts the fields of a selection at all levels. Validation has refused fragments that contain themselves. */
const count = ({ selections }: SelectionSetNode, fragments: Fragments): number => {
  let fields = 0;
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      fields += 1 + (selection.selectionSet ? count(selection.selectionSet, fragments) : 0);
      continue;
    }
    const inside = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : selection;
    if (inside) fields += count(inside.selectionSet, fragments);
  }
  return fields;
};

const fieldsOf = ({ fieldNodes, fragments }: GraphQLResolveInfo): number => {
  let fields = 0;
  for (const node of fieldNodes) {
    let known = fieldsBelow.get(node);
    if (known === undefined) {
      known = node.selectionSet ? count(node.selectionSet, fragments) : 1;
      fieldsBelow.set(node, known);
    }
    fields += known;
  }
  return fields;
};

/**
 * Counts what the cost of a query cannot know before it runs: the entries of lists without a page. They
 * are counted as the answer is built.
 */
export class AnswerSize {
  /** Fields that an answer may hold. */
  readonly #limit: number;
  #fields = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Fields of lists counted so far. */
  get fields(): number {
    return this.#fields;
  }

  /**
   * The list itself; throws when the answer comes to hold more fields than an answer may. Never in a mutation: it has
   * run, and its caller has to hear of it.
   */
  list<List extends readonly unknown[]>(list: List, info: GraphQLResolveInfo): List {
    this.#fields += list.length * fieldsOf(info);
    if (this.#fields <= this.#limit || info.operation.operation === 'mutation') return list;
    throw new GraphQLError(
      `The answer would hold more than ${this.#limit} fields, for its lists are longer than a query can tell: ask for fewer entries or fewer fields.`,
      { extensions: { code: 'QUERY_TOO_COMPLEX', limit: this.#limit, provided: this.#fields } },
    );
  }

  /** For the next event of a subscription. */
  clear(): void {
    this.#fields = 0;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what JSON escapes.
const escaped = /[\u0000-\u001f"\\]/;

const bytesOfText = (text: string): number =>
  escaped.test(text) ? Buffer.byteLength(JSON.stringify(text)) : Buffer.byteLength(text) + 2;

/** Whether a value is longer than `limit` bytes as JSON. Stops counting there. */
export const isLonger = (value: unknown, limit: number): boolean => {
  let left = limit;
  const take = (one: unknown): boolean => {
    if (typeof one === 'string') left -= bytesOfText(one);
    else if (Array.isArray(one)) {
      left -= 1 + Math.max(1, one.length);
      for (const entry of one) if (!take(entry)) return false;
    } else if (isRecord(one)) {
      left -= 1;
      for (const name in one) {
        left -= name.length + 4;
        if (!take(one[name])) return false;
      }
    } else left -= one === null ? 4 : String(one).length;
    return left >= 0;
  };
  return !take(value);
};

const tooLarge = (limit: number): GraphQLError =>
  new GraphQLError(
    `The answer would be longer than ${limit} bytes: ask for smaller pages, or for fewer fields. A mutation that was accepted is carried out: \`extensions.accepted\` names its operation.`,
    { extensions: { code: 'RESPONSE_TOO_LARGE', limit } },
  );

/** Fields are seldom so long: fewer of them than the limit has room for are not looked at. */
const longField = 8192;

/** An answer, or in its place an error where it is too long. `cost` is what the query cost. */
export const heldTo = (
  limit: number,
  result: ExecutionResult,
  cost: number | null,
  answer: AnswerSize,
): ExecutionResult => {
  const fields = (cost ?? 0) + answer.fields;
  if (cost !== null && fields * longField < limit) return result;
  return isLonger(result, limit) ? { data: null, errors: [tooLarge(limit)] } : result;
};
