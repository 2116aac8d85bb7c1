import {
  type ConfiguredChannel,
  configureChannel,
  type VendorDefinition,
} from '../adapters/vendors/index.ts';
import type { DefaultLimits } from '../config/channels.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/** Channels to sandbox vendors. Each has the key that the environment variables would give its channel. */
export const sandboxChannels = (
  vendors: readonly VendorDefinition[],
  sandbox: Pick<Sandbox, 'vendors'>,
  defaults: DefaultLimits,
): readonly ConfiguredChannel[] =>
  vendors.map(({ name, key }) => {
    const configured = configureChannel({
      vendor: name,
      id: key,
      sandbox: true,
      limits: { ...defaults, ratePerSecond: null },
      ...sandbox.vendors.get(name)?.settings,
    });
    if (!configured.success) throw configured.error;
    return configured.data;
  });
