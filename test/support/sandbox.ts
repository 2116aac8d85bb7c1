import { environmentOf, vendors } from '../../src/adapters/vendors/index.ts';
import type { BrightmallSandbox } from '../../src/sandbox/brightmall/index.ts';
import type { GlobalLinkSandbox } from '../../src/sandbox/global-link/index.ts';
import {
  type Sandbox as RunningSandbox,
  type SandboxOptions,
  startSandbox as startVendors,
} from '../../src/sandbox/sandbox.ts';
import type { SmaregiSandbox } from '../../src/sandbox/smaregi/index.ts';
import type { Settings } from './settings.ts';

/** The sandbox vendors with their controls. */
export type Sandbox = RunningSandbox & {
  readonly globalLink: GlobalLinkSandbox;
  readonly brightmall: BrightmallSandbox;
  readonly smaregi: SmaregiSandbox;
};

export const withControls = (sandbox: RunningSandbox): Sandbox => ({
  ...sandbox,
  globalLink: sandbox.vendors.get('GLOBAL_LINK') as GlobalLinkSandbox,
  brightmall: sandbox.vendors.get('BRIGHTMALL') as BrightmallSandbox,
  smaregi: sandbox.vendors.get('SMAREGI') as SmaregiSandbox,
});

export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> =>
  withControls(await startVendors(vendors, options));

/** The environment variables that connect a gateway to these vendors. */
export const settingsOfSandbox = (sandbox: Pick<RunningSandbox, 'vendors'>): Settings =>
  Object.assign(
    {},
    ...vendors.map((vendor) => environmentOf(vendor, sandbox.vendors.get(vendor.name)?.settings ?? {})),
  );
