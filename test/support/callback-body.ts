import type { CallbackBody } from '../../src/core/deliver/callbacks/callbacks.ts';

/** A callback's body that is read already. */
export const callbackBody = (value: unknown) => async (): Promise<CallbackBody> => ({ type: 'body', value });
