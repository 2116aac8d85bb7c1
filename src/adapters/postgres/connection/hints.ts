import { z } from 'zod';
import { parseJson } from '../../../lib/json.ts';

/** What the gateways of one database listen to. Hints carry ids only: whoever hears one reads the journal. */
export const hintChannel = 'onshelf';

const stockKey = z.tuple([z.string(), z.string(), z.string().nullable(), z.string().nullable()]);

const hint = z.object({
  /** Who says it: a bus does not tell its own listeners twice. */
  from: z.string(),
  operations: z.array(z.number()).optional(),
  stock: z.array(stockKey).optional(),
  /** More changed than fits: look at everything again. */
  all: z.boolean().optional(),
  /** A gateway has left work behind. */
  left: z.boolean().optional(),
});
export type Hint = z.infer<typeof hint>;

/** Null for what is no hint of ours. */
export const parseHint = (payload: string): Hint | null => hint.safeParse(parseJson(payload)).data ?? null;
