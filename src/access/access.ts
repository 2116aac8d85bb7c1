import { anonymousCaller, type Caller } from '../domain/caller.ts';
import { anonymousClient, type ClientId } from '../domain/ids.ts';
import type { WebhookRights } from '../domain/webhook.ts';

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
  /** What a client may read now, for work without a request. Null if it has no valid key. */
  rightsOf(client: ClientId): WebhookRights | null;
};

/** A gateway without API keys: every caller may do everything. */
export const openAccess: Access = {
  isOpen: true,
  authenticate: () => anonymousCaller,
  keyStatusOf: () => 'current',
  rightsOf: (client) => (client === anonymousClient ? { reads: true, channels: null } : null),
};
