import { z } from 'zod';
import type { ChannelId } from '../../domain/ids.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Account } from '../../ports/accounts.ts';
import type { Channel, Vendor } from '../../ports/channel.ts';
import { createBrightmall } from './brightmall/index.ts';
import { accountOf as brightmallAccountOf, brightmallSettings } from './brightmall/settings.ts';
import { createGlobalLink } from './global-link/index.ts';
import { accountOf as globalLinkAccountOf, globalLinkSettings } from './global-link/settings.ts';
import type { VendorContext } from './http/context.ts';
import { callbackUrlProblem as smaregiCallbackUrlProblem } from './smaregi/callback-url.ts';
import { createSmaregi } from './smaregi/index.ts';
import {
  accountOf as smaregiAccountOf,
  secretsOf as smaregiSecretsOf,
  smaregiSettings,
} from './smaregi/settings.ts';

export type { VendorContext } from './http/context.ts';

/** The settings of one channel, of whichever vendor. */
export const channelSettings = z.discriminatedUnion('vendor', [
  globalLinkSettings,
  brightmallSettings,
  smaregiSettings,
]);
export type ChannelSettings = z.output<typeof channelSettings>;
/** As they are written, before they are checked. */
export type ChannelSettingsInput = z.input<typeof channelSettings>;

/** `id` is that of the settings' account in the journal. */
export const createChannel = (id: ChannelId, settings: ChannelSettings, context: VendorContext): Channel => {
  switch (settings.vendor) {
    case 'GLOBAL_LINK':
      return createGlobalLink(id, settings, context);
    case 'BRIGHTMALL':
      return createBrightmall(id, settings, context);
    case 'SMAREGI':
      return createSmaregi(id, settings, context);
    default:
      return assertNever(settings);
  }
};

/** Whose stock the settings open. */
export const accountOf = (settings: ChannelSettings): Account => {
  switch (settings.vendor) {
    case 'GLOBAL_LINK':
      return globalLinkAccountOf(settings);
    case 'BRIGHTMALL':
      return brightmallAccountOf(settings);
    case 'SMAREGI':
      return smaregiAccountOf(settings);
    default:
      return assertNever(settings);
  }
};

/** What is wrong with a callback URL for a channel of the vendor, to be asked at start; null when nothing is. */
export const callbackUrlProblem = (vendor: Vendor, url: string): string | null =>
  vendor === 'SMAREGI' ? smaregiCallbackUrlProblem(url) : null;

/** What of the settings must never be told. */
export const secretsOf = (settings: ChannelSettings): readonly string[] => {
  switch (settings.vendor) {
    case 'GLOBAL_LINK':
      return [settings.secretKey];
    case 'BRIGHTMALL':
      return [settings.apiKey];
    case 'SMAREGI':
      return smaregiSecretsOf(settings.credentials);
    default:
      return assertNever(settings);
  }
};
