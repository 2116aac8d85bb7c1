import type { DatabaseSync } from 'node:sqlite';
import { overfullNotice } from '../../../core/decide/webhooks/endpoints.ts';
import { lazyNow } from '../../../lib/lazy.ts';
import type { Webhooks } from '../../../ports/journal/webhooks.ts';
import type { GroupCommit } from '../commands/group-commit.ts';
import { prepareDeliveries } from './deliveries.ts';
import { prepareEndpoints } from './endpoints.ts';
import type { WebhookListeners } from './listeners.ts';

type Deps = Pick<GroupCommit, 'write' | 'writeAhead'> & {
  readonly listeners: WebhookListeners;
  /** Reads return only data that is on the disk. */
  readonly onDisk: <Found>(found: Found) => Promise<Found>;
};

/** Outgoing webhooks. The statements are prepared when the first endpoint is used. */
export const prepareWebhooks = (
  db: DatabaseSync,
  { write, writeAhead, listeners, onDisk }: Deps,
): Webhooks => {
  const parts = lazyNow(() => {
    const endpoints = prepareEndpoints(db, listeners);
    return { endpoints, deliveries: prepareDeliveries(db, endpoints, listeners) };
  });

  return {
    webhookEndpoints: async (client) => onDisk(parts().endpoints.ofClient(client)),
    webhookDeliveries: async (ids) => onDisk(parts().deliveries.deliveries(ids)),
    webhookDeliveriesPage: async (ids, page) => onDisk(parts().deliveries.page(ids, page)),
    createWebhookEndpoint: (draft) => write(() => parts().endpoints.create(draft)),
    updateWebhookEndpoint: (own, change, at) => write(() => parts().endpoints.update(own, change, at)),
    deleteWebhookEndpoint: async (own) => {
      const isDeleted = await write(() => parts().endpoints.delete(own));
      if (!isDeleted) return false;
      // A step of its own, because many deliveries would block the event loop. The retention deletes what a crash leaves.
      while (await writeAhead(() => parts().endpoints.dropDeliveries(own.id)));
      return true;
    },
    redeliverWebhook: (own, at) => write(() => parts().deliveries.redeliver(own, at)),
    claimDeliveries: async (claim) => {
      if (listeners.get().length === 0) return { deliveries: [], hasMore: false, nextAt: null };
      const { deliveries } = parts();
      const found = deliveries.isAnyDue(claim)
        ? await write(() => deliveries.claim(claim))
        : { deliveries: [], hasMore: false };
      return { ...found, nextAt: deliveries.nextAt(claim.at) };
    },
    concludeDelivery: (conclusion) => writeAhead(() => parts().deliveries.conclude(conclusion)),
    switchOffOverfull: async (limit) => {
      const overfull = listeners.get().filter(({ id }) => parts().endpoints.hasPending(id, limit + 1));
      if (overfull.length === 0) return [];
      return write(() =>
        overfull.flatMap(({ id }) => parts().endpoints.off(id, overfullNotice(limit)) ?? []),
      );
    },
    onDeliveriesStored: listeners.onStored,
  };
};
