import type { Types } from './builder.ts';
import { defaultWaitMs } from './request-rules.ts';

/** What the input of every mutation has beside its items. */
export const requestFields = (t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>) => ({
  idempotencyKey: t.string({
    required: false,
    description:
      'A text of your own, 1 to 255 characters, that makes a repeat safe: the same key of the same client with the same input gives the same operation, and nothing is sent again. It lasts as long as the operation.',
  }),
  waitMs: t.int({
    required: false,
    defaultValue: defaultWaitMs,
    description:
      'How long to wait for outcomes before answering PENDING, in milliseconds: 0 to 30,000. The work goes on regardless.',
  }),
});
