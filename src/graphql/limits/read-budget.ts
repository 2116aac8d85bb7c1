import { GraphQLError } from 'graphql';
import type { Product } from '../../domain/product.ts';

/** About the length of an option in the journal. */
const optionLength = 100;

/** About the length of a product in the journal, characters. */
const lengthOf = ({ name, details, optionGroups }: Product): number =>
  Object.values(details)
    .flat()
    .reduce<number>((sum, value) => sum + String(value).length, name.length) +
  optionGroups.reduce((sum, { options }) => sum + options.length * optionLength, 0);

/** Reads of less than this since the last pause follow each other without one. Characters. */
const longRead = 256 * 1024;

const pause = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/**
 * Bounds the products that one request reads. A product may be long, and it is read and parsed as a whole, even if few of
 * its fields are in the answer. So the reads of a request run one after another, with a pause for other requests after a
 * long one. When they have read more than the limit, the next one is refused.
 */
export class ReadBudget {
  readonly #limit: number;
  #read = 0;
  #sincePause = 0;
  /** Resolves when the last read has ended. Null while no read runs: the next one starts at once. */
  #last: Promise<void> | null = null;

  /** The limit is in characters. One read may exceed it. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Rejects if the earlier reads of the request took more than the limit. */
  run<Found>(
    read: () => Promise<Found>,
    productsOf: (found: Found) => readonly (Product | null)[],
  ): Promise<Found> {
    const next = async (): Promise<Found> => {
      if (this.#read > this.#limit) throw this.#refusal();
      if (this.#sincePause > longRead) {
        this.#sincePause = 0;
        await pause();
      }
      const found = await read();
      const length = productsOf(found).reduce((sum, product) => sum + (product ? lengthOf(product) : 0), 0);
      this.#read += length;
      this.#sincePause += length;
      return found;
    };
    const reading = this.#last ? this.#last.then(next) : next();
    const end = (): void => {
      if (this.#last === ended) this.#last = null;
    };
    const ended = reading.then(end, end);
    this.#last = ended;
    return reading;
  }

  #refusal(): GraphQLError {
    return new GraphQLError(
      `The query would read more than ${this.#limit} characters of products: ask for fewer products in one request.`,
      { extensions: { code: 'RESPONSE_TOO_LARGE', limit: this.#limit } },
    );
  }
}
