import type { GatewayDeps } from '../../src/core/create-gateway.ts';

/** For a gateway without endpoints. */
export const noWebhooks: GatewayDeps['webhooks'] = {
  transport: {
    urlProblem: () => null,
    send: async () => ({ type: 'failure', reason: 'Nothing is sent in this test.' }),
    close: async () => {},
  },
  rightsOf: () => ({ reads: true, channels: null }),
};
