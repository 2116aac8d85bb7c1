import { type Endpoint, guarded } from '../core/endpoint.ts';
import { startVendorServer } from '../core/server.ts';
import { interceptorOf, type StartVendor } from '../core/vendor.ts';
import { errorAnswer } from './answers.ts';
import { createLedger } from './ledger.ts';
import { createProcessing } from './processing.ts';
import { stock, stockBulk } from './stock.ts';
import { createTokens, type Scope, token } from './token.ts';

const contractId = 'sb_onshelf';
const base = `/${contractId}/pos`;
const clientId = 'sandbox-smaregi-client';
const clientSecret = 'sandbox-smaregi-secret';

/** Starts Smaregi alone. */
export const startSmaregi: StartVendor = async (options = {}) => {
  const interceptor = interceptorOf(options);
  const tokens = createTokens();
  const ledger = createLedger(interceptor.applied);
  const processing = createProcessing(ledger, interceptor);
  const needs = (scope: Scope, endpoint: Endpoint): Endpoint =>
    guarded((call) => tokens.refusal(call, scope), endpoint);
  const endpoints = [
    token({ contractId, clientId, clientSecret, tokens }),
    needs('pos.stock:write', stockBulk(base, processing)),
    needs('pos.stock:read', stock(base, ledger)),
  ];
  const server = await startVendorServer({ endpoints, interceptor, errorAnswer }, options);
  return {
    settings: {
      baseUrl: `${server.origin}${base}`,
      tokenUrl: `${server.origin}/app/${contractId}/token`,
      clientId,
      clientSecret,
    },
    reset: () => {
      processing.reset();
      ledger.reset();
    },
    close: async () => {
      await Promise.all([server.close(), processing.close()]);
    },
  };
};
