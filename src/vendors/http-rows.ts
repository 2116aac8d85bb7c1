import { z } from 'zod';

/**
 * The rows of an answer that can be read. One that can not is left out instead of costing the others their answer: what
 * it was about counts as not answered for.
 */
export const readableRows = <Row>(row: z.ZodType<Row>) =>
  z.array(z.unknown()).transform((rows) =>
    rows.flatMap((one): Row[] => {
      const read = row.safeParse(one);
      return read.success ? [read.data] : [];
    }),
  );

/** A text that is good to have and that nothing depends on. */
export const optionalText = z.string().nullable().catch(null);
