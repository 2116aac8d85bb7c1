import type { Types } from './builder.ts';
import { defaultWaitMs, maxIdempotencyKeyLength, maxWaitMs } from './refusal.ts';

type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;

const keyLength = `The idempotency key has to have 1 to ${maxIdempotencyKeyLength} characters.`;
const waitRange = `waitMs has to be 0 to ${maxWaitMs}.`;

/** How a request without items is refused. Rules of single items have no place here: they fail their item alone. */
export const someItems: { minLength: [number, { message: string }] } = {
  minLength: [1, { message: 'The request holds no item: send at least one.' }],
};

/** What the input of every mutation has beside its items. */
export const requestFields = (t: InputFields) => ({
  idempotencyKey: t.string({
    required: false,
    description:
      'A text of your own, 1 to 255 characters, that makes a repeat safe: the same key with the same input gives the same operation, and nothing is sent again. It lasts as long as the operation.',
    validate: {
      minLength: [1, { message: keyLength }],
      maxLength: [maxIdempotencyKeyLength, { message: keyLength }],
    },
  }),
  waitMs: t.int({
    required: false,
    defaultValue: defaultWaitMs,
    description:
      'How long to wait for outcomes before answering PENDING, in milliseconds: 0 to 30,000. The work goes on regardless.',
    validate: { min: [0, { message: waitRange }], max: [maxWaitMs, { message: waitRange }] },
  }),
});
