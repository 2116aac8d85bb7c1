import { z } from 'zod';

/** The most rows that are read of a list, where a call asks for `asked` of them: as many again, and some. */
const mostRows = (asked: number): number => 2 * asked + 10;

/** A list that may hold about as many rows as a call asks for; of any kind. */
export const rowsFor = (asked: number) => z.array(z.unknown()).max(mostRows(asked));

/**
 * The rows of a response that can be read. One that can not is left out instead of costing the others their answer:
 * what it was about counts as not answered for. A list of far more rows than were asked for is not read at all.
 */
export const readableRows = <Row>(row: z.ZodType<Row>, asked: number) =>
  rowsFor(asked).transform((rows) =>
    rows.flatMap((one): Row[] => {
      const read = row.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  );

/** A text that is good to have and that nothing depends on. */
export const optionalText = z.string().nullable().catch(null);

/** A count, also as text; null when it is missing or no count. */
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
