import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createInProcessBus } from '../../../src/adapters/in-process/event-bus.ts';
import { createInProcessRateLimiter } from '../../../src/adapters/in-process/rate-limiter.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { createChannels } from '../../../src/core/channels/channels.ts';
import { createGateway } from '../../../src/core/create-gateway.ts';
import type { Submission, Submitted } from '../../../src/core/gateway.ts';
import { anonymousClient, asChannelId } from '../../../src/domain/ids.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import { startScript } from '../../adapters/vendors/script.ts';
import { brightmallAt, channelOf, globalLinkAt, smaregiAt } from '../../adapters/vendors/support.ts';
import { itemLimits } from '../../support/defaults.ts';
import { noWebhooks } from '../../support/no-webhooks.ts';
import { noopTelemetry } from '../../support/telemetry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { inputs } from '../model/inputs.ts';
import type { Kind } from '../model/program.ts';
import { amount, seedOf, tell, timeFor } from '../support/scale.ts';
import { answering, rightAnswer } from './vendor-answers.ts';

/** Accounts of each vendor. The circuit breaker stops one that failed too often, and the others continue. */
const accounts = amount(10, 300);
const itemsEach = 3;
const wave = 40;
const seed = seedOf(20_260_704);
const limits = {
  concurrency: 2,
  ratePerSecond: null,
  timeoutMs: 300,
  callbackTimeoutMs: 200,
  retryForMs: 1_000,
  retriesPerMinute: 10_000,
};

const kinds: readonly { readonly kind: Kind; readonly channel: string; idOf(at: number): string }[] = [
  { kind: 'STOCK_SET', channel: 'global-link', idOf: (at) => `product-${at}` },
  { kind: 'PRODUCT_REPLACEMENT', channel: 'global-link', idOf: (at) => `product-1${at}` },
  { kind: 'INVENTORY_CONFIRMATION', channel: 'brightmall', idOf: (at) => `202601220157_000020196_[${at}]` },
  { kind: 'STOCK_SET', channel: 'smaregi', idOf: (at) => String(at) },
];

describe('a gateway whose vendors send random responses', () => {
  it(`brings every item to an end: ${accounts} accounts of each`, {
    timeout: timeFor(accounts, 3_000),
  }, async () => {
    const script = await startScript();
    onTestFinished(() => script.close());
    // Generated as needed: the order of the calls decides which response each one gets.
    const draws = fc.sample(answering, { numRuns: 5_000, seed });
    let drawn = 0;
    script.answerBy((call) => {
      drawn += 1;
      return draws[drawn % draws.length]?.(rightAnswer(call)) ?? {};
    });
    const numbers = Array.from({ length: accounts }, (_, at) => at);
    const channels = numbers.flatMap((at) => [
      channelOf(globalLinkAt(script.url, { id: `global-link-${at}`, limits })),
      channelOf(brightmallAt(script.url, { id: `brightmall-${at}`, limits })),
      channelOf(smaregiAt(`${script.url}/sb/pos`, { id: `smaregi-${at}`, limits })),
    ]);
    onTestFinished(async () => {
      await Promise.all(channels.map((channel) => channel.close()));
    });
    const journal = openSqliteJournal(await temporaryDirectory());
    onTestFinished(() => journal.close());
    const errors: unknown[] = [];
    const { gateway } = createGateway({
      channels: createChannels(channels),
      journal,
      bus: createInProcessBus(),
      createRateLimiter: createInProcessRateLimiter(systemClock),
      clock: systemClock,
      telemetry: noopTelemetry,
      log: {
        debug: () => {},
        info: () => {},
        warn: () => {},
        error: (line: unknown) => void errors.push(line),
      },
      itemLimits,
      maxItems: 1_000,
      maxPendingItems: 1_000_000,
      itemRate: null,
      webhooks: noWebhooks,
      callbackUrlOf: (_channel, secret) => `https://gateway.test/${secret}`,
    });

    let value = 0;
    const submissions = numbers.flatMap((at) =>
      kinds.map(
        ({ kind, channel, idOf }): Submission<Kind> => ({
          client: anonymousClient,
          channels: null,
          kind,
          items: Array.from({ length: itemsEach }, (_, item) => {
            value += 1;
            const about = { observedAt: null, withMemo: false, withOption: false, ifValue: null };
            // The channel decides what its input needs. The account is added afterwards.
            const input = inputs[kind](
              { channel: channel as 'smaregi', id: idOf(item + 1), ...about },
              value,
              null,
            );
            return { ...input, channel: asChannelId(`${channel}-${at}`) };
          }),
          idempotencyKey: null,
          waitMs: 30_000,
        }),
      ),
    );
    // In groups: more connections at once than this machine can open would all be too late and test nothing.
    const submitted: Submitted[] = [];
    for (let from = 0; from < submissions.length; from += wave) {
      const now = submissions.slice(from, from + wave);
      submitted.push(...(await Promise.all(now.map((one) => gateway.submit(one)))));
    }
    const states: Record<string, number> = {};
    for (const one of submitted) {
      expect(one.type).toBe('accepted');
      for (const { progress } of one.type === 'accepted' ? one.items : []) {
        states[progress.state] = (states[progress.state] ?? 0) + 1;
      }
    }
    tell(`Fuzz: a gateway over vendors that answer anything, seed ${seed}`, {
      'answers given': drawn,
      items: accounts * kinds.length * itemsEach,
      ends: JSON.stringify(states),
    });
    const ends = ['APPLIED', 'FAILED', 'SUPERSEDED', 'OUTCOME_UNKNOWN'];
    expect(Object.keys(states).filter((state) => !ends.includes(state))).toEqual([]);
    expect(errors).toEqual([]);
    expect(drawn).toBeGreaterThan(accounts);
  });
});
