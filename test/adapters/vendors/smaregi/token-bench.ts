import { beforeEach } from 'vitest';
import type { SendResult } from '../../../../src/ports/channel.ts';
import type { Call, Reply } from '../script.ts';
import { noCallback, smaregiAt, stockChange, useChannel, watched } from '../support.ts';

/** A Smaregi channel that fetches its tokens from the same scripted server. The test sets its clock. */
export const useTokens = (settings: object = {}) => {
  const time = { now: 0 };
  let given = 0;
  const { calls: logged, ...context } = watched(() => time.now);
  const fixture = useChannel(
    (url) =>
      smaregiAt(`${url}/contract/pos`, {
        accessToken: undefined,
        tokenUrl: `${url}/app/contract/token`,
        clientId: 'client-id',
        clientSecret: 'client-secret',
        ...settings,
      }),
    context,
  );
  beforeEach(() => {
    time.now = 1_750_000_000_000;
    given = 0;
    logged.length = 0;
  });
  const isToken = (call: Call): boolean => call.path.startsWith('/app/');
  const tokenCalls = () => fixture.script.calls.filter(isToken);
  const stockCalls = () => fixture.script.calls.filter((call) => !isToken(call));
  const accepted: Reply = { body: { requestId: 700 } };
  return {
    fixture,
    time,
    logged,
    accepted,
    tokenCalls,
    stockCalls,
    bearer: () => stockCalls().map((call) => call.headers.authorization),
    granted: (over: object = {}) => {
      given += 1;
      return {
        body: { access_token: `token-${given}`, token_type: 'Bearer', expires_in: 3600, scope: 'x', ...over },
      };
    },
    serve: (token: () => Reply, stock: (call: Call) => Reply = () => accepted): void =>
      fixture.script.answerBy((call) => (isToken(call) ? token() : stock(call))),
    send: async (startCall = noCallback.startCall): Promise<SendResult> => {
      const writer = fixture.channel.writers.STOCK_SET;
      if (!writer) throw new Error('no writer');
      return writer.send([stockChange({ productId: '1', locationId: '2' })], {
        ...noCallback,
        startCall,
        callbackUrl: 'https://gateway.test/hook',
      });
    },
  };
};
