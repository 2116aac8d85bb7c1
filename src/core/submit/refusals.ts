import type { Refused, UserError } from '../gateway.ts';

type Reason = Pick<UserError, 'code' | 'message'> & Partial<UserError>;

/** An error of a mutation. What it does not have is null. */
export const userError = (reason: Reason): UserError => ({
  ...{ path: null, limit: null, provided: null, retryAfter: null },
  ...reason,
});

/** The refusal of a whole mutation, with one reason. */
export const refused = (reason: Reason): Refused => ({ type: 'refused', errors: [userError(reason)] });

/** The same answer for an id that is malformed, unknown or deleted, and for the operation of another client. */
export const unknownOperation = (consequence: string): Refused =>
  refused({
    code: 'UNKNOWN_OPERATION',
    message:
      'The caller has no operation of this id. The id is wrong, or the journal no longer contains the operation. ' +
      `${consequence} Take the id from \`Operation.id\`.`,
    path: ['input', 'operationId'],
  });
