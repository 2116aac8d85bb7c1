/**
 * Every transaction of the journal takes its locks in this order, so that no two of them wait for each other:
 *
 * 1. the advisory lock of its lease, shared (`transaction.ts`); whoever takes over takes that of the lost lease
 *    exclusively, and never waits for it
 * 2. the advisory lock of acceptance (`accept`), or that of accounts (`registerAccounts`)
 * 3. vendor requests, in the order of their ids
 * 4. targets, in the order of their names
 * 5. stock levels, then products, in the order of their keys
 * 6. operations, in the order of their ids
 * 7. items, in the order of their keys
 *
 * A row that the transaction itself has made is not waited for by anybody, and may be written at any time.
 *
 * Two rules say who may change an item, so that few transactions have to lock items by themselves. An item in flight
 * changes only under the lock of its request. A queued item changes only under the lock of its target, or when it is
 * taken over, which changes its owner and nothing else: whoever changes queued items of other gateways locks them first,
 * with `lockForChange`.
 *
 * Operations are locked FOR NO KEY UPDATE to be changed, and FOR KEY SHARE, in any order, to be kept from the retention,
 * which alone deletes them and waits for none. What can do without a row does not wait for it (SKIP LOCKED): a claim
 * leaves targets to others, and a sweep of the retention leaves operations and requests.
 */
export const locks = {
  /** The first number of the advisory lock that is held while operations are accepted: their ids rise in the order in
   * which they can be seen. */
  acceptance: 6_741_002,
  /** The first number of the advisory lock of a lease; the second is the gateway's id. */
  lease: 6_741_003,
  /** Held while the accounts of channels are registered. */
  accounts: 6_741_004,
} as const;
