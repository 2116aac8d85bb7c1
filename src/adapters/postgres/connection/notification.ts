import { z } from 'zod';
import { parseJson } from '../../../lib/json/json.ts';

/** The names that the gateways of one database notify each other under. */
export const notificationChannels = {
  /** A `Notification` as JSON. */
  changes: 'onshelf',
  /** A gateway's id and a channel whose share of slots or whose pause changed, with a space between them. */
  rateLimits: 'onshelf_throttle',
} as const;
export type NotificationChannel = (typeof notificationChannels)[keyof typeof notificationChannels];

const stockKey = z.tuple([z.string(), z.string(), z.string().nullable(), z.string().nullable()]);

/** What changed, by ids only: a gateway that receives it reads the journal. */
const notification = z.object({
  /** The id of the gateway that sends it, which ignores its own notifications. */
  from: z.string(),
  operations: z.array(z.number()).optional(),
  stock: z.array(stockKey).optional(),
  /** More has changed than a payload holds: everything must be read again. */
  all: z.boolean().optional(),
  /** A gateway left work that another one may continue. */
  left: z.boolean().optional(),
});
export type Notification = z.infer<typeof notification>;

/** Null if the payload is not a notification of a gateway. */
export const parseNotification = (payload: string): Notification | null =>
  notification.safeParse(parseJson(payload)).data ?? null;
