import { type VendorDefinition, vendorNamed, vendors } from '../../adapters/vendors/index.ts';
import type { Vendor } from '../../ports/channel.ts';

/** The path to which a vendor posts the result of a request. Only the secret proves that a callback is genuine. */
export const webhookPath = (vendor: Vendor, secret: string): string =>
  `/webhooks/${vendorNamed(vendor)?.key}/${secret}`;

export type WebhookAddress = { readonly vendor: Vendor; readonly secret: string; readonly trace: string };

/** The text after the secret and a dot is the trace of the request. It is not trusted for anything else. */
export const parseWebhookPath = (path: string): WebhookAddress | null => {
  const [, vendorPath, secret, trace = ''] =
    /^\/webhooks\/([a-z-]{1,40})\/([\w-]{1,100})(?:\.([\w-]{1,100}))?$/.exec(path) ?? [];
  const vendor = vendors.find(({ key }) => key === vendorPath);
  return vendor && secret ? { vendor: vendor.name, secret, trace } : null;
};

/** The path to which a vendor sends its events about one channel. `vendor` is the key of its definition. */
export const eventPath = (vendor: string, channel: string): string =>
  `/events/${vendor}/${encodeURIComponent(channel)}`;

export type EventAddress = { readonly vendor: VendorDefinition; readonly channel: string };

/** Null for a path of another form, or of a vendor that does not exist. */
export const parseEventPath = (path: string): EventAddress | null => {
  const [, key, channel] = /^\/events\/([a-z-]{1,40})\/([^/]{1,600})$/.exec(path) ?? [];
  const vendor = vendors.find((one) => one.key === key);
  if (!vendor || !channel) return null;
  try {
    return { vendor, channel: decodeURIComponent(channel) };
  } catch {
    return null;
  }
};
