import type { CallbackBody } from '../../src/core/deliver/callbacks/callbacks.ts';

/** The body of a callback that was read already. */
export const callbackBody = (value: unknown) => async (): Promise<CallbackBody> => ({ type: 'body', value });
