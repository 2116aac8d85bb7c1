import type { CallbackBody } from '../../src/operations/delivery/callbacks.ts';

/** A callback's body that is read already. */
export const callbackBody = (value: unknown) => async (): Promise<CallbackBody> => ({ type: 'body', value });
