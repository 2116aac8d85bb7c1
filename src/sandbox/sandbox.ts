import { type BrightmallSandbox, startBrightmall } from './brightmall/brightmall.ts';
import { type GlobalLinkSandbox, startGlobalLink } from './global-link/global-link.ts';
import { type SmaregiSandbox, startSmaregi } from './smaregi/smaregi.ts';

export { type BrightmallSandbox, startBrightmall } from './brightmall/brightmall.ts';
export { type GlobalLinkSandbox, startGlobalLink } from './global-link/global-link.ts';
export { type SmaregiSandbox, startSmaregi } from './smaregi/smaregi.ts';

export type SandboxOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0 each: any free port. */
  readonly ports?: { readonly globalLink: number; readonly brightmall: number; readonly smaregi: number };
  /** Default 0: every vendor call is answered after this long. */
  readonly latencyMs?: number;
  /** Default 50: Smaregi's processing time before it posts the webhook. */
  readonly callbackDelayMs?: number;
};

export type Sandbox = {
  readonly globalLink: GlobalLinkSandbox;
  readonly brightmall: BrightmallSandbox;
  readonly smaregi: SmaregiSandbox;
  /** Ends at once, open sockets and webhooks still to come included. */
  close(): Promise<void>;
};

type Closable = { close(): Promise<void> };

/** Starts all of them or, when one can not start, none. */
const all = async <G extends Closable, B extends Closable, S extends Closable>(
  starting: readonly [Promise<G>, Promise<B>, Promise<S>],
): Promise<readonly [G, B, S]> => {
  try {
    return await Promise.all(starting);
  } catch (error) {
    const started = await Promise.allSettled(starting);
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.close() : undefined)));
    throw error;
  }
};

/** Starts the three sandbox vendors, each a real http server of its own. */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const { host = '127.0.0.1', latencyMs = 0, callbackDelayMs = 50 } = options;
  const ports = options.ports ?? { globalLink: 0, brightmall: 0, smaregi: 0 };
  const [globalLink, brightmall, smaregi] = await all([
    startGlobalLink({ host, latencyMs, port: ports.globalLink }),
    startBrightmall({ host, latencyMs, port: ports.brightmall }),
    startSmaregi({ host, latencyMs, callbackDelayMs, port: ports.smaregi }),
  ]);
  return {
    globalLink,
    brightmall,
    smaregi,
    close: async () => {
      await Promise.all([globalLink.close(), brightmall.close(), smaregi.close()]);
    },
  };
};
