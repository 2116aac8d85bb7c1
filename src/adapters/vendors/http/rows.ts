import { z } from 'zod';

/** The number of rows that are read from a list if a call requests `asked`: twice as many, and some more. */
const mostRows = (asked: number): number => 2 * asked + 10;

/** A list of any kind that may hold about as many rows as a call requests. */
export const rowsFor = (asked: number) => z.array(z.unknown()).max(mostRows(asked));

/**
 * The readable rows of a response. An unreadable row is left out, so that the others keep their answer. Its item counts
 * as not answered. A list of far more rows than requested is not read at all.
 */
export const readableRows = <Row>(row: z.ZodType<Row>, asked: number) =>
  rowsFor(asked).transform((rows) =>
    rows.flatMap((one): Row[] => {
      const read = row.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  );

/** An optional text that no decision depends on. */
export const optionalText = z.string().nullable().catch(null);

/** A count, also as text; null if it is missing or not a count. */
export const optionalCount = z
  .union([
    z.int().min(0),
    z
      .string()
      .regex(/^\d{1,9}$/u)
      .transform(Number),
  ])
  .nullable()
  .catch(null);
