/** The first of the two numbers of an advisory lock: what it is about. */
export const locks = {
  /** Held while operations are accepted: their ids rise in the order in which they can be seen. */
  acceptance: 6_741_002,
  /** With a gateway's id: shared by its writes, exclusive to whoever takes over what it left. */
  lease: 6_741_003,
  /** Held while the accounts of channels are registered. */
  accounts: 6_741_004,
} as const;
