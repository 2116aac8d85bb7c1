import type { Interceptor } from './core/interceptor.ts';
import type { RunningVendor, StartVendor, VendorOptions } from './core/vendor.ts';

/** A vendor that has a simulation. */
export type SandboxVendor<Name extends string> = {
  readonly name: Name;
  loadSandbox(): Promise<StartVendor>;
};

export type SandboxOptions<Name extends string = string> = Omit<VendorOptions, 'port' | 'interceptor'> & {
  /** The vendors listen on consecutive ports from this one on. Default 0: each takes any free port. */
  readonly portBase?: number;
  /** The extension point for tests. */
  readonly interceptorOf?: (vendor: Name) => Interceptor;
};

export type Sandbox<Name extends string = string> = {
  readonly vendors: ReadonlyMap<Name, RunningVendor>;
  close(): Promise<void>;
};

/** Starts the simulations of these vendors, each as its own HTTP server. If one cannot start, all stop. */
export const startSandbox = async <Name extends string>(
  vendors: readonly SandboxVendor<Name>[],
  { portBase = 0, interceptorOf, ...options }: SandboxOptions<Name> = {},
): Promise<Sandbox<Name>> => {
  const started = await Promise.allSettled(
    vendors.map(async ({ name, loadSandbox }, index): Promise<readonly [Name, RunningVendor]> => {
      const start = await loadSandbox();
      const port = portBase === 0 ? 0 : portBase + index;
      return [
        name,
        await start({ ...options, port, ...(interceptorOf && { interceptor: interceptorOf(name) }) }),
      ];
    }),
  );
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(running.map(([, vendor]) => vendor.close()));
  };
  const failed = started.find((one) => one.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  return { vendors: new Map(running), close };
};
