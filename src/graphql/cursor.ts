import { z } from 'zod';
import { parseJson } from '../domain/parse-json.ts';
import { badInput } from './bad-input.ts';

type Cursor<Position> = {
  encode(position: Position): string;
  /** The position a caller's cursor stands for; null for none given. Throws BAD_USER_INPUT for one that is not ours. */
  decode(cursor: string | null | undefined): Position | null;
};

/** Opaque to callers: JSON in base64url. Its list's name is in it, so that no list takes another's cursor. */
const cursorOver = <Position>(list: string, position: z.ZodType<Position>): Cursor<Position> => {
  const shape = z.tuple([z.literal(list), position]);
  return {
    encode: (at) => Buffer.from(JSON.stringify([list, at])).toString('base64url'),
    decode: (cursor) => {
      if (cursor == null) return null;
      const parsed = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
      if (!parsed.success)
        throw badInput(`"${cursor}" is not a cursor of this list: take one from its edges.`);
      return parsed.data[1];
    },
  };
};

const whole = z.int().nonnegative();

export const operationCursor = cursorOver('operation', whole);
/** The item's index: of 31 bits in a journal, with room for the one after it. */
export const resultCursor = cursorOver('result', whole.max(2 ** 31 - 2));
/** Channel and product id. */
export const productCursor = cursorOver('product', z.tuple([z.string(), z.string()]));
