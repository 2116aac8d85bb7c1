import { anonymousCaller, type Caller } from '../domain/caller.ts';

/** `changed`: the key is valid, but its client has other rights now. `ended`: the key was revoked or has expired. */
export type KeyStatus = 'current' | 'changed' | 'ended';

/** Who may use the gateway. */
export type Access = {
  /** Whether the gateway needs no key. */
  readonly isOpen: boolean;
  /** The caller with this `Authorization` header. Null if it is refused. */
  authenticate(authorization: string | undefined): Caller | null;
  /** The status of the key that a caller was authenticated with, for requests that stay open. */
  keyStatusOf(caller: Caller): KeyStatus;
};

/** A gateway without API keys: every caller may do everything. */
export const openAccess: Access = {
  isOpen: true,
  authenticate: () => anonymousCaller,
  keyStatusOf: () => 'current',
};
