import { anonymousCaller, type Caller } from '../domain/caller.ts';

/** `changed`: the key is valid, and its client's rights are not what they were. `ended`: it was revoked or expired. */
export type Standing = 'current' | 'changed' | 'ended';

/** Who may use the gateway. */
export type Access = {
  /** Whether it is whoever reaches it. */
  readonly isOpen: boolean;
  /** Who sends this `Authorization`; null for who is to be refused. Nothing tells what was wrong. */
  callerOf(authorization: string | undefined): Caller | null;
  /** How the key of a caller stands that was let in earlier, for what goes on for long. */
  standingOf(caller: Caller): Standing;
};

/** A gateway without API keys: whoever reaches it may do everything. */
export const openAccess: Access = {
  isOpen: true,
  callerOf: () => anonymousCaller,
  standingOf: () => 'current',
};
