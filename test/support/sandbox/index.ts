import {
  environmentOf,
  type VendorDefinition,
  vendorNamed,
  vendors,
} from '../../../src/adapters/vendors/index.ts';
import type { Interceptor } from '../../../src/sandbox/core/interceptor.ts';
import type { RunningVendor } from '../../../src/sandbox/core/vendor.ts';
import {
  type Sandbox as RunningSandbox,
  type SandboxOptions,
  startSandbox as startVendors,
} from '../../../src/sandbox/sandbox.ts';
import type { RunningSmaregi } from '../../../src/sandbox/smaregi/index.ts';
import type { Settings } from '../settings.ts';
import { createControl, type SandboxControl } from './control.ts';
import { type Behaviour, defaultBehaviour } from './limits.ts';
import {
  type BrightmallBehaviour,
  controlBrightmall,
  controlGlobalLink,
  controlSmaregi,
  type Delays,
  type SmaregiControl,
} from './vendors.ts';

/** A sandbox vendor with its control. `url` is its base URL. */
export type ControlledVendor<Control = SandboxControl> = Omit<RunningVendor, 'reset'> & {
  readonly url: string;
  readonly control: Control;
};

export type GlobalLinkSandbox = ControlledVendor & { readonly secretKey: string };
export type BrightmallSandbox = ControlledVendor<SandboxControl<BrightmallBehaviour>> & {
  readonly apiKey: string;
  readonly vendorId: string;
};
export type SmaregiSandbox = ControlledVendor<SmaregiControl> &
  Pick<RunningSmaregi, 'edits' | 'sendEventsTo'> & {
    readonly tokenUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };

/** The sandbox vendors with their controls. */
export type Sandbox = RunningSandbox & {
  readonly globalLink: GlobalLinkSandbox;
  readonly brightmall: BrightmallSandbox;
  readonly smaregi: SmaregiSandbox;
};

type Options = Omit<SandboxOptions, 'interceptorOf'>;

type AnyControlled = { readonly control: Pick<SandboxControl, 'reset'>; readonly interceptor: Interceptor };

const controlOf = (vendor: string, delays: Delays): AnyControlled => {
  switch (vendor) {
    case 'GLOBAL_LINK':
      return controlGlobalLink(delays);
    case 'BRIGHTMALL':
      return controlBrightmall(delays);
    case 'SMAREGI':
      return controlSmaregi(delays);
    default:
      return createControl<Behaviour>({ behaviour: { ...defaultBehaviour, ...delays } });
  }
};

/** Starts the simulations of some vendors, each with a control. */
export const startControlled = async (
  definitions: readonly VendorDefinition[],
  { latencyMs, callbackDelayMs, ...options }: Options = {},
): Promise<RunningSandbox> => {
  const delays = {
    ...(latencyMs !== undefined && { latencyMs }),
    ...(callbackDelayMs !== undefined && { callbackDelayMs }),
  };
  const controls = new Map(definitions.map(({ name }) => [String(name), controlOf(name, delays)]));
  const sandbox = await startVendors<string>(definitions, {
    ...options,
    interceptorOf: (name) => controls.get(name)?.interceptor ?? controlOf(name, delays).interceptor,
  });
  const controlled = [...sandbox.vendors].map(([name, running]) => {
    const control = controls.get(name)?.control;
    const reset = (): void => {
      control?.reset();
      running.reset();
    };
    const { settings } = running;
    return [
      name,
      { ...running, ...settings, url: settings['baseUrl'], control: { ...control, reset } },
    ] as const;
  });
  return { ...sandbox, vendors: new Map<string, RunningVendor>(controlled) };
};

/** Starts the simulation of one vendor. `startControlled` gives it the fields of its settings and its control. */
export const startOne = async <V extends ControlledVendor<unknown> = ControlledVendor>(
  definition: VendorDefinition | undefined,
  options: Options = {},
): Promise<V> => {
  const sandbox = await startControlled(definition ? [definition] : [], options);
  return sandbox.vendors.get(definition?.name ?? '') as unknown as V;
};

export const startGlobalLink = (options?: Options): Promise<GlobalLinkSandbox> =>
  startOne(vendorNamed('GLOBAL_LINK'), options);
export const startBrightmall = (options?: Options): Promise<BrightmallSandbox> =>
  startOne(vendorNamed('BRIGHTMALL'), options);
export const startSmaregi = (options?: Options): Promise<SmaregiSandbox> =>
  startOne(vendorNamed('SMAREGI'), options);

/** Starts all vendors. The lists are a fifth of their usual length, because each gateway reads them at its start. */
export const startSandbox = async (options: Options = {}): Promise<Sandbox> => {
  const sandbox = await startControlled(vendors, { products: 100, ...options });
  const of = (name: string): unknown => sandbox.vendors.get(name);
  return {
    ...sandbox,
    globalLink: of('GLOBAL_LINK') as GlobalLinkSandbox,
    brightmall: of('BRIGHTMALL') as BrightmallSandbox,
    smaregi: of('SMAREGI') as SmaregiSandbox,
  };
};

/** The environment variables that connect a gateway to these vendors. */
export const settingsOfSandbox = (sandbox: Pick<RunningSandbox, 'vendors'>): Settings =>
  Object.assign(
    {},
    ...vendors.map((vendor) => environmentOf(vendor, sandbox.vendors.get(vendor.name)?.settings ?? {})),
  );
