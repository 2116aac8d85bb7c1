import { createControl, type SandboxControl } from '../control.ts';
import { type Behaviour, defaultBehaviour, globalLinkBehaviour } from '../core/behaviour.ts';
import { guarded, type VendorCall } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { faultTargets, type RunningVendor, type VendorOptions } from '../core/vendor.ts';
import { errorAnswer } from './answers.ts';
import { product } from './product.ts';
import { createShop } from './shop.ts';
import { stockUpdates } from './stock-updates.ts';

export type GlobalLinkSandbox = RunningVendor & {
  /** The server as the pages name it, /global-ship included. */
  readonly url: string;
  readonly secretKey: string;
  readonly control: SandboxControl;
};

const base = '/global-ship';
const secretKey = 'sandbox-global-link-secret';

/** securitySchemes of page '상품 재고 수정': header Authorization holds the bare secret key. */
const refusal = (call: VendorCall) =>
  call.headers['authorization'] === secretKey ? null : errorAnswer(401, 'the secret key is missing or wrong');

/** Starts Global Link alone. */
export const startGlobalLink = async (options: VendorOptions = {}): Promise<GlobalLinkSandbox> => {
  const { host = '127.0.0.1', port = 0, latencyMs = 0 } = options;
  const shop = createShop((target, value) => internals.applied(target, value));
  const endpoints = [stockUpdates(base, shop), product(base, shop)].map((each) => guarded(refusal, each));
  const internals = createControl<Behaviour>({
    schema: globalLinkBehaviour,
    behaviour: { ...defaultBehaviour, latencyMs },
    targets: faultTargets(endpoints, false),
    resetState: () => shop.reset(),
  });
  const server = await startVendorServer(
    { internals, endpoints, errorAnswer, controlCalls: new Map(), close: async () => {} },
    { host, port },
  );
  const url = `${server.origin}${base}`;
  return {
    url,
    secretKey,
    settings: { baseUrl: url, secretKey },
    control: internals.control,
    close: server.close,
  };
};
