import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { asLocationId, asProductId, type ChannelId } from '../../../domain/ids.ts';
import type { VendorEvent, VendorEvents } from '../../../ports/vendor-reads.ts';

/** The ids of one event that are used. The read of the whole list finds the changes that are beyond this. */
export const maxEventIds = 10_000;

const id = z.union([z.string().regex(/^\d{1,20}$/u), z.int().min(0).transform(String)]);

/** The id of the stock history may be missing: the pair alone says what to read. */
const stockRow = z.object({ id: id.nullable().catch(null), productId: id, storeId: id });

const stockEvent = z.object({
  contractId: z.string(),
  event: z.literal('pos:stock'),
  action: z.enum(['edited', 'bulk-update']),
  ids: z.array(z.unknown()),
});
const productEvent = z.object({
  contractId: z.string(),
  event: z.literal('pos:products'),
  action: z.enum(['created', 'edited', 'deleted', 'bulk-update', 'bulk-deleted']),
  productIds: z.array(z.unknown()),
});
const anyEvent = z.discriminatedUnion('event', [stockEvent, productEvent]);

/** The rows that can be read, up to the limit. */
const readable = <Row>(schema: z.ZodType<Row>, rows: readonly unknown[]): readonly Row[] =>
  rows.slice(0, maxEventIds).flatMap((row): Row[] => {
    const read = schema.safeParse(row);
    return read.success ? [read.data] : [];
  });

/** A base URL ends in /{contract_id}/pos. Null for another form: then no event is of this contract. */
export const contractIdOf = (baseUrl: string): string | null => {
  const [, contract] = /\/([^/]+)\/pos\/*$/u.exec(new URL(baseUrl).pathname) ?? [];
  return contract ?? null;
};

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

type Options = {
  readonly channel: ChannelId;
  readonly baseUrl: string;
  readonly secret: string;
  /** In lower case. */
  readonly header: string;
};

/** The events that the vendor sends about one contract. They contain ids and no values. */
export const createEvents = ({ channel, baseUrl, secret, header }: Options): VendorEvents => {
  const contractId = contractIdOf(baseUrl);
  const expected = digestOf(secret);
  return {
    // Digests have one length, so the comparison takes the same time for each text.
    isAuthentic: (headerOf) => timingSafeEqual(digestOf(headerOf(header) ?? ''), expected),
    read: (body): VendorEvent | null => {
      const parsed = anyEvent.safeParse(body);
      if (!parsed.success || parsed.data.contractId !== contractId) return null;
      const { data } = parsed;
      if (data.event === 'pos:products') {
        return { type: 'products', productIds: readable(id, data.productIds).map(asProductId) };
      }
      const changes = readable(stockRow, data.ids).map((row) => ({
        key: {
          channel,
          productId: asProductId(row.productId),
          locationId: asLocationId(row.storeId),
          optionId: null,
        },
        reference: row.id,
      }));
      return { type: 'stock', changes };
    },
  };
};
