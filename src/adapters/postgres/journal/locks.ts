/**
 * Every transaction of the journal takes its locks in this order, so that no two of them wait for each other:
 *
 * 1. the advisory lock of its lease, shared (`transaction.ts`). A gateway that takes over locks the lost lease
 *    exclusively, and does not wait for that lock
 * 2. the advisory lock of acceptance (`accept`), or that of accounts (`registerAccounts`)
 * 3. vendor requests, in the order of their ids
 * 4. targets, in the order of their names
 * 5. stock levels, then products, in the order of their keys
 * 6. operations, in the order of their ids
 * 7. items, in the order of their keys
 *
 * A transaction may write a row that it has inserted itself at any time, because no other transaction waits for that
 * row.
 *
 * Two rules state which transaction may change an item. They keep locks on items rare. An item in flight changes only
 * under the lock of its request. A queued item changes only under the lock of its target, with one exception: a take-
 * over
 * changes the owner of queued items. So a transaction that changes queued items of other gateways locks them first,
 * with
 * `lockForChange`.
 *
 * A change locks operations FOR NO KEY UPDATE. A transaction that only prevents their deletion locks them FOR KEY
 * SHARE,
 * in any order. Only the retention deletes operations, and it does not wait. A transaction that does not need a locked
 * row
 * skips it (SKIP LOCKED): a claim skips targets, and the retention skips operations and requests.
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
