import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type DatabaseProxy = {
  /** The URL of the database through the proxy. */
  readonly url: string;
  /** Closes every connection, and accepts new ones. */
  cut(): void;
  /** Closes every connection, and accepts none until `resume`. */
  stop(): void;
  /** Holds all data in both directions, without an error, until `resume` or `cut`. */
  hang(): void;
  /** The number of held connections that their clients closed. */
  givenUp(): number;
  resume(): void;
  /**
   * The next message to the server that contains `text` reaches it. Its connection closes once the server sends
   * `answer`, and none of the server's data since then reaches the client.
   */
  loseAnswerTo(text: string, answer?: string): Promise<void>;
};

/** Stands between a gateway and its database, like a network. */
export const startDatabaseProxy = async (
  target: string,
  onClose: (close: () => Promise<void>) => void,
): Promise<DatabaseProxy> => {
  const { hostname, port } = new URL(target);
  const pairs = new Set<readonly [Socket, Socket]>();
  let mode: 'passing' | 'stopped' | 'hanging' = 'passing';
  let givenUp = 0;
  let losing: { readonly text: string; readonly answer: string; readonly lost: () => void } | null = null;

  const breakOff = (): void => {
    for (const [client, server] of pairs) {
      client.destroy();
      server.destroy();
    }
    pairs.clear();
  };

  const proxy = createServer((client) => {
    if (mode === 'stopped') {
      client.destroy();
      return;
    }
    const server = connect(Number(port || 5432), hostname);
    const pair = [client, server] as const;
    pairs.add(pair);
    let isLost = false;
    client.on('data', (bytes) => {
      if (mode === 'hanging') return;
      if (losing && bytes.includes(losing.text)) {
        isLost = true;
        const { answer, lost } = losing;
        losing = null;
        server.on('data', (said) => {
          if (!said.includes(answer)) return;
          client.destroy();
          lost();
        });
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (mode !== 'hanging' && !isLost) client.write(bytes);
    });
    client.on('close', () => {
      if (mode === 'hanging') givenUp += 1;
    });
    for (const [one, other] of [pair, pair.toReversed()] as const) {
      one?.on('error', () => {});
      one?.on('close', () => {
        if (mode !== 'hanging') other?.destroy();
        pairs.delete(pair);
      });
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onClose(async () => {
    breakOff();
    proxy.close();
  });
  const address = proxy.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);

  return {
    url: url.href,
    cut: breakOff,
    stop: () => {
      mode = 'stopped';
      breakOff();
    },
    hang: () => {
      mode = 'hanging';
    },
    givenUp: () => givenUp,
    resume: () => {
      if (mode === 'hanging') breakOff();
      mode = 'passing';
    },
    loseAnswerTo: (text, answer = '') =>
      new Promise((lost) => {
        losing = { text, answer, lost };
      }),
  };
};
