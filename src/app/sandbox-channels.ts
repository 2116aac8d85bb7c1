import type { ChannelSettings } from '../adapters/vendors/registry.ts';
import type { DefaultLimits } from '../config/channels.ts';
import { asChannelKey } from '../domain/ids.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** Channels to the gateway's own sandbox, under the keys that configured ones have. */
export const sandboxChannels = (
  { globalLink, brightmall, smaregi }: Sandbox,
  defaults: DefaultLimits,
): readonly ChannelSettings[] => {
  const shared = { sandbox: true, limits: { ...defaults, ratePerSecond: null } };
  return [
    {
      ...shared,
      vendor: 'GLOBAL_LINK',
      id: asChannelKey('global-link'),
      baseUrl: globalLink.url,
      secretKey: globalLink.secretKey,
    },
    {
      ...shared,
      vendor: 'BRIGHTMALL',
      id: asChannelKey('brightmall'),
      baseUrl: brightmall.url,
      apiKey: brightmall.apiKey,
      vendorId: brightmall.vendorId,
    },
    {
      ...shared,
      vendor: 'SMAREGI',
      id: asChannelKey('smaregi'),
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
