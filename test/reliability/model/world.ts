import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { createVendorEventsHandler } from '../../../src/http/webhooks/events.ts';
import { createWebhooks } from '../../../src/http/webhooks/handler.ts';
import { eventPath, parseEventPath } from '../../../src/http/webhooks/path.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox/index.ts';
import { noopTelemetry } from '../../support/telemetry.ts';
import type { Passing } from '../support/relay.ts';
import { createWriteLog } from '../support/vendor-writes.ts';
import { type Generation, startGeneration } from './generation.ts';
import type { CrashPoint } from './program.ts';
import type { MakeStore } from './stores.ts';

/** The vendors, and one gateway after the other on one journal. */
export type World = {
  readonly sandbox: Sandbox;
  /** What the vendors stored, and their own changes. */
  readonly writes: ReturnType<typeof createWriteLog>;
  /** Makes this gateway, and those after it, read the vendor's lists and receive its events. */
  listen(): Promise<void>;
  /** The running gateway. Waits for the next one while there is none. */
  living(): Promise<Generation>;
  /** Kills the gateway, at once or at the next opportunity. A new one starts after `downMs`. */
  crash(at: CrashPoint, downMs: number): Promise<void>;
  stop(downMs: number): Promise<void>;
  jump(ms: number): void;
  /** Errors that no gateway may report or cause, whatever happens to it. */
  troubles(): readonly string[];
  /** How often a gateway was killed. */
  kills(): number;
  close(): Promise<void>;
};

/** How long a kill waits for its opportunity. */
const patienceMs = 150;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The URL for webhooks. It is the same for all gateways, and refuses connections while there is none. */
const startIngress = async (living: () => Generation | null, hear: (passing: 'webhook') => void) => {
  const open = new Set<ServerResponse>();
  const troubles: string[] = [];
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    hear('webhook');
    const generation = living();
    if (!generation) {
      response.destroy();
      return;
    }
    const path = request.url ?? '/';
    const { receiveCallback, receiveEvent } = generation;
    const telemetry = noopTelemetry;
    const receive = parseEventPath(path)
      ? createVendorEventsHandler({ receiveEvent, telemetry })
      : createWebhooks({ receiveCallback, webhookLimits: { bytes: 262_144, atOnce: 100 }, telemetry });
    receive(request, response, path).catch((error: unknown) => {
      if (living() === generation) troubles.push(`A webhook broke off: ${String(error)}`);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The ingress has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    troubles,
    /** The request that was being answered is lost. */
    cut: () => {
      for (const response of open) response.destroy();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

export const startWorld = async (makeStore: MakeStore): Promise<World> => {
  const store = await makeStore();
  const sandbox = await startSandbox({ callbackDelayMs: 15, products: 2 });
  const writes = createWriteLog(sandbox);
  const past: Generation[] = [];
  let shift = 0;
  let isListening = false;
  let kills = 0;
  let alive: Generation | null = null;
  let birth: Promise<Generation>;
  let armed: { readonly at: CrashPoint; readonly strike: () => void } | null = null;

  const hear = (passing: Passing | 'webhook'): void => {
    if (armed?.at === passing) armed.strike();
  };
  const ingress = await startIngress(() => alive, hear);
  const begin = async (): Promise<Generation> => {
    alive = await startGeneration({
      store,
      sandbox,
      webhookBase: ingress.url,
      clockShift: () => shift,
      hear,
    });
    if (isListening) alive.startCatalogue();
    past.push(alive);
    return alive;
  };
  const beginAfter = (downMs: number): Promise<Generation> => {
    birth = sleep(downMs).then(begin);
    return birth;
  };
  birth = begin();
  await birth;

  return {
    sandbox,
    writes,
    listen: async () => {
      const generation = await birth;
      if (isListening) return;
      isListening = true;
      sandbox.smaregi.sendEventsTo(`${ingress.url}${eventPath('smaregi', 'smaregi')}`);
      generation.startCatalogue();
    },
    living: () => birth,
    crash: async (at, downMs) => {
      const generation = await birth;
      await new Promise<void>((resolve) => {
        const strike = (): void => {
          armed = null;
          clearTimeout(patience);
          kills += 1;
          generation.kill();
          alive = null;
          ingress.cut();
          void beginAfter(downMs);
          resolve();
        };
        const patience = setTimeout(strike, patienceMs);
        if (at === 'now') strike();
        else armed = { at, strike };
      });
      await birth;
    },
    stop: async (downMs) => {
      const generation = await birth;
      await generation.drain();
      alive = null;
      ingress.cut();
      await generation.stop();
      await beginAfter(downMs);
    },
    jump: (ms) => {
      shift += ms;
    },
    troubles: () => [...ingress.troubles, ...past.flatMap(({ errors }) => errors)],
    kills: () => kills,
    close: async () => {
      const last = await birth;
      alive = null;
      await last.stop();
      await Promise.all(past.map((generation) => generation.bury()));
      await ingress.close();
      await sandbox.close();
      await store.close();
    },
  };
};
