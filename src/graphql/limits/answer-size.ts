import { type ExecutionResult, GraphQLError, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';
import { isRecord } from '../../lib/json/json.ts';

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
 * Counts the entries of lists without a page while the answer is built. The cost of a query cannot include them,
 * because their number is not known before.
 */
export class AnswerSize {
  /** The maximum number of fields of an answer. */
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
   * Returns the list, or throws when the answer has more fields than allowed. It never throws in a mutation, because
   * the mutation has run and its caller needs the answer.
   */
  list<List extends readonly unknown[]>(list: List, info: GraphQLResolveInfo): List {
    this.#fields += list.length * fieldsOf(info);
    if (this.#fields <= this.#limit || info.operation.operation === 'mutation') return list;
    throw new GraphQLError(
      `The answer would hold more than ${this.#limit} fields, for its lists are longer than a query can tell: ask for fewer entries or fewer fields.`,
      { extensions: { code: 'QUERY_TOO_COMPLEX', limit: this.#limit, provided: this.#fields } },
    );
  }

  /** Counts from zero again, for the next event or the next run. */
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

/** A length that few fields have. An answer with few fields is not measured. */
const longField = 8192;

/** The answer, or an error if it is too long. `cost` is the cost of the query. */
export const limitAnswerLength = (
  limit: number,
  result: ExecutionResult,
  cost: number | null,
  answer: AnswerSize,
): ExecutionResult => {
  const fields = (cost ?? 0) + answer.fields;
  if (cost !== null && fields * longField < limit) return result;
  return isLonger(result, limit) ? { data: null, errors: [tooLarge(limit)] } : result;
};
