import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { createInProcessBus } from '../../../src/adapters/in-process/event-bus.ts';
import { createInProcessRateLimiter } from '../../../src/adapters/in-process/rate-limiter.ts';
import { openPostgres } from '../../../src/adapters/postgres/open.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { releasePlan } from '../../../src/cli/accounts/plan.ts';
import { openPostgresAccounts } from '../../../src/cli/accounts/postgres.ts';
import { openSqliteAccounts } from '../../../src/cli/accounts/sqlite.ts';
import type { AccountStore } from '../../../src/cli/accounts/store.ts';
import { createChannels, type LiveChannels } from '../../../src/core/channels/channels.ts';
import { createGateway, type RunningGateway } from '../../../src/core/create-gateway.ts';
import type { StockChange } from '../../../src/domain/changes/change.ts';
import { anonymousClient, asProductId, keyOf, type OperationId } from '../../../src/domain/ids.ts';
import { operationStatus } from '../../../src/domain/operation.ts';
import type { Channel } from '../../../src/ports/channel.ts';
import { systemClock } from '../../../src/ports/clock.ts';
import type { Account } from '../../../src/ports/journal/accounts.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { appliedAt, shop } from '../../support/changes.ts';
import { itemLimits } from '../../support/defaults.ts';
import { answered, fakeChannel } from '../../support/fake-channel.ts';
import { until } from '../../support/gateway.ts';
import { noWebhooks } from '../../support/no-webhooks.ts';
import { createDatabase, emptyDatabase } from '../../support/postgres.ts';
import { noopTelemetry } from '../../support/telemetry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/**
 * Random programs over two accounts of one key. Work of one account is never sent to the other or shown as its stock,
 * unless it was released, and nothing is lost.
 */

type Place = {
  openJournal(): Promise<Journal>;
  openAccounts(): Promise<AccountStore>;
};
type Name = 'one' | 'two';
const names = ['one', 'two'] as const;

type Command =
  | { readonly type: 'submit'; readonly product: number; readonly key: number | null }
  | { readonly type: 'reload' | 'restart'; readonly account: Name; readonly stalled: boolean }
  | { readonly type: 'release' };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('submit' as const),
      product: fc.integer({ min: 1, max: 2 }),
      key: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('reload' as const, 'restart' as const),
      account: fc.constantFrom(...names),
      stalled: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'release' as const }) },
);

const accountOf = (name: Name): Account => ({ vendor: 'SMAREGI', name: `https://${name}.example` });
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const key = keyOf(shop);

class World {
  readonly #place: Place;
  #journal: Journal | null = null;
  #running: RunningGateway | null = null;
  #channels: LiveChannels = createChannels([]);
  #current: Name = 'one';
  /** Vendors that never answer: their requests stay open. */
  readonly #stalled = new Set<Name>();
  /** The accounts to which an operation may be sent now, by its quantity. */
  readonly #mayGoTo = new Map<number, Set<Name>>();
  readonly #operations = new Map<OperationId, { quantity: number; account: Name; key: number | null }>();
  readonly #used: { readonly [account in Name]: Map<number, OperationId> } = {
    one: new Map(),
    two: new Map(),
  };
  readonly #sent: { readonly [account in Name]: Set<number> } = { one: new Set(), two: new Set() };
  readonly faults: string[] = [];
  #quantity = 1_000;

  constructor(place: Place) {
    this.#place = place;
  }

  #channelOf(name: Name, id: Channel['id']): Channel {
    const { channel } = fakeChannel({
      limits: { concurrency: 1 },
      behave: (sent) => {
        for (const { quantity } of sent.rows as readonly StockChange[]) {
          if (!this.#mayGoTo.get(quantity)?.has(name)) this.faults.push(`${quantity} was sent to ${name}`);
          this.#sent[name].add(quantity);
        }
        return this.#stalled.has(name) ? new Promise(() => {}) : answered(sent, () => appliedAt(Date.now()));
      },
    });
    return { ...channel, id, key };
  }

  async #register(journal: Journal) {
    const { accounts } = await journal.registerAccounts([{ key, account: accountOf(this.#current) }]);
    const id = accounts.find(({ isCurrent }) => isCurrent)?.id;
    if (!id) throw new Error('No id');
    return { accounts, channel: this.#channelOf(this.#current, id) };
  }

  async start(name: Name, stalled: boolean): Promise<void> {
    this.#set(name, stalled);
    const journal = await this.#place.openJournal();
    this.#journal = journal;
    const { accounts, channel } = await this.#register(journal);
    this.#channels = createChannels([channel], accounts);
    this.#running = createGateway({
      channels: this.#channels,
      journal,
      bus: createInProcessBus(),
      createRateLimiter: createInProcessRateLimiter(systemClock),
      clock: systemClock,
      log,
      telemetry: noopTelemetry,
      maxItems: 10,
      itemLimits,
      maxPendingItems: 1_000,
      itemRate: null,
      webhooks: noWebhooks,
      callbackUrlOf: () => '',
    });
    await this.#running.recover();
  }

  #set(name: Name, stalled: boolean): void {
    this.#current = name;
    if (stalled) this.#stalled.add(name);
    else this.#stalled.delete(name);
  }

  async stop(): Promise<void> {
    // Waiting items get no slot any more, and running calls are never answered.
    void this.#running?.drain();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await this.#journal?.close();
    this.#journal = null;
  }

  async #submit(product: number, keyNumber: number | null): Promise<void> {
    this.#quantity += 1;
    // The same key comes with the same input.
    const quantity = keyNumber ?? this.#quantity;
    const before = this.#mayGoTo.get(quantity) ?? new Set<Name>();
    const mayGo = new Set(before).add(this.#current);
    this.#mayGoTo.set(quantity, mayGo);
    const submitted = await this.#running?.gateway.submit({
      client: anonymousClient,
      channels: null,
      kind: 'STOCK_SET',
      items: [{ channel: key, productId: keyNumber === null ? `p${product}` : `k${keyNumber}`, quantity }],
      idempotencyKey: keyNumber === null ? null : `key-${keyNumber}`,
      waitMs: 0,
    });
    if (submitted?.type !== 'accepted') throw new Error('Not accepted');
    const { operation, replayed } = submitted;
    if (keyNumber !== null) {
      const expected = this.#used[this.#current].get(keyNumber);
      if ((expected ?? null) !== (replayed ? operation.id : null))
        this.faults.push(`key ${keyNumber} at ${this.#current}: ${expected} and ${replayed} ${operation.id}`);
      this.#used[this.#current].set(keyNumber, operation.id);
    }
    if (!replayed) {
      this.#operations.set(operation.id, { quantity, account: this.#current, key: keyNumber });
    }
  }

  /** All unfinished work of the other account now belongs to this one. */
  async #release(): Promise<void> {
    const { journal, name } = { journal: this.#journal, name: this.#current };
    const found = (await journal?.operations([...this.#operations.keys()])) ?? [];
    for (const operation of found) {
      const about = operation && this.#operations.get(operation.id);
      if (!about || operationStatus(operation) === 'COMPLETED' || about.account === name) continue;
      this.#mayGoTo.get(about.quantity)?.add(name);
      this.#operations.set(operation.id, { ...about, account: name });
      if (about.key === null || this.#used[name].has(about.key)) continue;
      this.#used[about.account].delete(about.key);
      this.#used[name].set(about.key, operation.id);
    }
  }

  async #check(): Promise<void> {
    const gateway = this.#running?.gateway;
    const id = gateway?.channels.idOf(key) ?? shop;
    const keys = ['p1', 'p2', 'k1', 'k2'].map((product) => ({
      channel: id,
      productId: asProductId(product),
      locationId: null,
      optionId: null,
    }));
    for (const level of (await gateway?.reads.stockLevels(keys)) ?? []) {
      if (level && !this.#sent[this.#current].has(level.quantity))
        this.faults.push(`${this.#current} shows ${level.quantity}`);
    }
  }

  async run(one: Command): Promise<void> {
    switch (one.type) {
      case 'submit':
        await this.#submit(one.product, one.key);
        break;
      case 'reload': {
        if (!this.#journal) throw new Error('Not started');
        this.#set(one.account, one.stalled);
        const { accounts, channel } = await this.#register(this.#journal);
        this.#channels.replace([channel], accounts);
        break;
      }
      case 'restart':
        await this.stop();
        await this.start(one.account, one.stalled);
        break;
      case 'release': {
        await this.stop();
        // No gateway is left that could end an item.
        await this.#openToRead(() => this.#release());
        const store = await this.#place.openAccounts();
        const plan = releasePlan(await store.list(), key);
        if (plan.type === 'plan') await store.carryOut(plan.steps);
        await store.close();
        await this.start(this.#current, this.#stalled.has(this.#current));
        break;
      }
      default: {
        const never: never = one;
        throw new Error(String(never));
      }
    }
    await this.#check();
  }

  async #openToRead(work: () => Promise<void>): Promise<void> {
    this.#journal = await this.#place.openJournal();
    await work();
    await this.#journal.close();
    this.#journal = null;
  }

  /** Each account is served once more, and every item ends. */
  async finish(): Promise<void> {
    for (const name of names) {
      await this.stop();
      await this.start(name, false);
      const own = [...this.#operations].filter(([, { account }]) => account === name).map(([id]) => id);
      await until(async () => {
        const found = await this.#journal?.operations(own);
        return found?.every((operation) => operation && operationStatus(operation) === 'COMPLETED');
      });
      await this.#check();
    }
    await this.stop();
  }
}

const places: readonly (readonly [string, number, () => Promise<() => Promise<Place>>])[] = [
  [
    'SQLite',
    12,
    async () => async () => {
      const directory = await temporaryDirectory(onTestFinished);
      return {
        openJournal: async () => openSqliteJournal(directory),
        openAccounts: async () => openSqliteAccounts(directory),
      };
    },
  ],
  [
    'PostgreSQL',
    4,
    async () => {
      const { url, drop } = await createDatabase();
      onTestFinished(drop);
      const openJournal = async () => (await openPostgres({ url })).journal;
      return async () => {
        await emptyDatabase(url);
        return { openJournal, openAccounts: () => openPostgresAccounts(url) };
      };
    },
  ],
];

it.each(places)(
  'A1: random programs over two accounts of one key never mix their data: %s',
  async (_name, numRuns, prepare) => {
    const makePlace = await prepare();
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (commands) => {
        const world = new World(await makePlace());
        await world.start('one', false);
        for (const one of commands) await world.run(one);
        await world.finish();
        expect(world.faults).toEqual([]);
      }),
      { numRuns, interruptAfterTimeLimit: 90_000 },
    );
  },
  240_000,
);
