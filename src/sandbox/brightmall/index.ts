import { createControl, type SandboxControl } from '../control.ts';
import { type BrightmallBehaviour, brightmallBehaviour, defaultBehaviour } from '../core/behaviour.ts';
import { guarded, type VendorCall } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { faultTargets, type RunningVendor, type VendorOptions } from '../core/vendor.ts';
import { errorAnswer } from './answers.ts';
import { inventoryConfirm } from './confirm.ts';

export type BrightmallSandbox = RunningVendor & {
  readonly url: string;
  readonly apiKey: string;
  readonly vendorId: string;
  readonly control: SandboxControl<BrightmallBehaviour>;
};

const apiKey = 'sandbox-brightmall-key';
const vendorId = 'sandbox-vendor';

/** The two headers of page 'Confirm Inventory', section '요청 예시'. 403 for another vendor's id is our choice. */
const refusal = (call: VendorCall) => {
  if (call.headers['x-vendor-api-key'] !== apiKey) return errorAnswer(401, 'Invalid API key');
  return call.headers['x-vendor-id'] === vendorId ? null : errorAnswer(403, 'The key is not of this vendor');
};

/** Starts Brightmall alone. */
export const startBrightmall = async (options: VendorOptions = {}): Promise<BrightmallSandbox> => {
  const { host = '127.0.0.1', port = 0, latencyMs = 0 } = options;
  const confirm = inventoryConfirm({
    applied: (target, value) => internals.applied(target, value),
    isWrapped: () => internals.control.behaviour().wrapped,
  });
  const endpoints = [guarded(refusal, confirm)];
  const internals = createControl<BrightmallBehaviour>({
    schema: brightmallBehaviour,
    behaviour: { ...defaultBehaviour, latencyMs, wrapped: false },
    targets: faultTargets(endpoints, false),
    // Nothing is kept of an item but its history: any item may be confirmed again.
    resetState: () => {},
  });
  const server = await startVendorServer(
    { internals, endpoints, errorAnswer, controlCalls: new Map(), close: async () => {} },
    { host, port },
  );
  return {
    ...{ url: server.origin, apiKey, vendorId },
    settings: { baseUrl: server.origin, apiKey, vendorId },
    control: internals.control,
    close: server.close,
  };
};
