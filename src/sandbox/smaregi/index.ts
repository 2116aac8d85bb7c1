import { createControl, type SandboxControl } from '../control.ts';
import { defaultBehaviour, type SmaregiBehaviour, smaregiBehaviour } from '../core/behaviour.ts';
import { type Answer, type Endpoint, guarded } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { faultTargets, type RunningVendor, type VendorOptions } from '../core/vendor.ts';
import { errorAnswer } from './answers.ts';
import { createLedger } from './ledger.ts';
import { createProcessing } from './processing.ts';
import { stock } from './stock.ts';
import { stockBulk } from './stock-bulk.ts';
import { token } from './token.ts';
import { createTokens, type Scope } from './tokens.ts';
import { createWebhooks, type PostedWebhook } from './webhooks.ts';

export type SmaregiControl = SandboxControl<SmaregiBehaviour> & {
  /** Makes every token given out so far unknown; also POST /_sandbox/tokens/expire. */
  expireTokens(): void;
  /** The webhooks posted, oldest first; also GET /_sandbox/webhooks. */
  webhooks(): readonly PostedWebhook[];
};

export type SmaregiSandbox = RunningVendor & {
  /** With the contract: …/{contract_id}/pos. */
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly control: SmaregiControl;
};

const contractId = 'sb_onshelf';
const base = `/${contractId}/pos`;
const clientId = 'sandbox-smaregi-client';
const clientSecret = 'sandbox-smaregi-secret';

/** Starts Smaregi alone. */
export const startSmaregi = async (options: VendorOptions = {}): Promise<SmaregiSandbox> => {
  const { host = '127.0.0.1', port = 0, latencyMs = 0, callbackDelayMs = 50 } = options;
  const tokens = createTokens();
  const webhooks = createWebhooks();
  const ledger = createLedger((target, value) => internals.applied(target, value));
  const behaviour = (): SmaregiBehaviour => internals.control.behaviour();
  const processing = createProcessing({
    ledger,
    webhooks,
    behaviour,
    faults: () => internals.faults,
    free: () => internals.free('webhooks'),
  });
  const expiresIn = (): number => behaviour().tokenExpiresIn;
  const needs = (scope: Scope, endpoint: Endpoint): Endpoint =>
    guarded((call) => tokens.refusal(call, scope), endpoint);
  const endpoints = [
    token({ contractId, clientId, clientSecret, tokens, expiresIn }),
    needs('pos.stock:write', stockBulk(base, processing)),
    needs('pos.stock:read', stock(base, ledger)),
  ];
  const internals = createControl<SmaregiBehaviour>({
    schema: smaregiBehaviour,
    behaviour: { ...defaultBehaviour, latencyMs, callbackDelayMs, firstRow: 1, tokenExpiresIn: 3600 },
    targets: faultTargets(endpoints, true),
    resetState: () => {
      processing.reset();
      ledger.reset();
      webhooks.reset();
    },
  });
  const control: SmaregiControl = {
    ...internals.control,
    expireTokens: () => tokens.expireAll(),
    webhooks: () => webhooks.posted(),
  };
  const expireCall = (): Answer => {
    control.expireTokens();
    return { status: 200, body: {} };
  };
  const controlCalls = new Map<string, () => Answer>([
    ['POST /tokens/expire', expireCall],
    ['GET /webhooks', () => ({ status: 200, body: control.webhooks() })],
  ]);
  const close = (): Promise<void> => {
    processing.reset();
    return webhooks.close();
  };
  const server = await startVendorServer(
    { internals, endpoints, errorAnswer, controlCalls, close },
    { host, port },
  );
  const tokenUrl = `${server.origin}/app/${contractId}/token`;
  const url = `${server.origin}${base}`;
  return {
    ...{ url, tokenUrl, clientId, clientSecret },
    settings: { baseUrl: url, tokenUrl, clientId, clientSecret },
    control,
    close: server.close,
  };
};
