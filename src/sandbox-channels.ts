import type { DefaultLimits } from './config/channels.ts';
import { asChannelId } from './domain/ids.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { ChannelSettings } from './vendors/registry.ts';

/** Channels to the gateway's own sandbox, under the ids that configured ones have. */
export const sandboxChannels = (
  { globalLink, brightmall, smaregi }: Sandbox,
  defaults: DefaultLimits,
): readonly ChannelSettings[] => {
  const shared = { sandbox: true, limits: { ...defaults, ratePerSecond: null } };
  return [
    {
      ...shared,
      vendor: 'GLOBAL_LINK',
      id: asChannelId('global-link'),
      baseUrl: globalLink.url,
      secretKey: globalLink.secretKey,
    },
    {
      ...shared,
      vendor: 'BRIGHTMALL',
      id: asChannelId('brightmall'),
      baseUrl: brightmall.url,
      apiKey: brightmall.apiKey,
      vendorId: brightmall.vendorId,
    },
    {
      ...shared,
      vendor: 'SMAREGI',
      id: asChannelId('smaregi'),
      baseUrl: smaregi.url,
      readRatePerSecond: null,
      credentials: {
        type: 'client',
        tokenUrl: smaregi.tokenUrl,
        clientId: smaregi.clientId,
        clientSecret: smaregi.clientSecret,
      },
    },
  ];
};
