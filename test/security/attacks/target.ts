import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { follow } from '../../support/program.ts';
import type { FileOf } from '../../support/programs.ts';
import { type Settings, settingsOf } from '../../support/settings.ts';
import type { OnFinished } from '../../support/temporary-directory.ts';
import { clientsFile, keys } from '../keys.ts';
import { type HostileVendor, startHostileVendor } from './hostile-vendor.ts';

/** A gateway in its own process, with a heap of 512 MB, and what an attacker knows of it. */
export type Target = {
  readonly url: string;
  /** The key of a client. An attack that needs no key does not use it. */
  readonly key: string;
  /** The key of the client that the attack must not disturb. */
  readonly neighbourKey: string;
  /** The process of the clients that use the gateway during an attack. */
  readonly neighbours: ChildProcess;
  /** The server behind the channel `hostile`. */
  readonly vendor: HostileVendor;
  /** The part of the requests of a long attack that is sent, from 0 to 1. The names of the attacks have the whole numbers. */
  readonly share: number;
  /** Resident memory of the gateway, bytes. */
  residentBytes(): number;
  /** The signal or exit code if the gateway has ended; null while it runs. */
  ended(): number | string | null;
  log(): string;
};

const heapMegabytes = 512;

const readyUrl = /ready at (?<url>http:\S+)\/graphql/u;

/** The sandbox's vendors in a process of their own, so that an attack does not slow them. Gives the gateway's settings. */
const startVendors = async (fileOf: FileOf, later: OnFinished): Promise<Settings> => {
  const child = spawn(process.execPath, [fileOf('src/cli/onshelf.ts'), 'sandbox', '--port-base', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const program = follow(child);
  later(async () => {
    child.kill('SIGKILL');
    await program.ended;
  });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      const settings = settingsOf(program.said.out.split('\n').filter((line) => line.includes('=')));
      if (settings['SMAREGI_CLIENT_SECRET']) resolve(settings);
    });
    program.ended.then(() => reject(new Error(`The vendors did not start: ${program.said.err}`)));
  });
};

/** Starts the gateway with the sandbox's vendors and one more channel, `hostile`, whose vendor the attacks control. */
export const startTarget = async (
  directory: string,
  fileOf: FileOf,
  later: OnFinished,
  share = 1,
): Promise<Target> => {
  const vendors = await startVendors(fileOf, later);
  const vendor = await startHostileVendor();
  later(() => vendor.close());
  const channelsFile = join(directory, 'channels.json');
  await writeFile(
    channelsFile,
    JSON.stringify([
      {
        id: 'hostile',
        vendor: 'SMAREGI',
        baseUrl: `${vendor.url}/pos`,
        tokenUrl: `${vendor.url}/token`,
        clientId: 'id',
        clientSecret: 'secret',
        limits: { callbackTimeoutMs: 1_000, timeoutMs: 5_000 },
      },
    ]),
  );
  const neighbours = fork(fileURLToPath(new URL('neighbours.ts', import.meta.url)));
  later(async () => void neighbours.kill());
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMegabytes}`, fileOf('src/main.ts')], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      DATA_DIR: join(directory, 'data'),
      API_KEYS_FILE: await clientsFile(directory),
      CHANNELS_FILE: channelsFile,
      ...vendors,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const program = follow(child);
  later(async () => {
    child.kill('SIGKILL');
    await program.ended;
  });
  let end: number | string | null = null;
  program.ended.then((how) => {
    end = how ?? 'unknown';
  });
  const url = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = readyUrl.exec(program.said.out)?.groups?.['url'];
      if (found) resolve(found);
    };
    child.stdout.on('data', look);
    program.ended.then(() => reject(new Error(`The gateway did not start: ${program.said.err}`)));
  });
  return {
    url,
    key: keys.full.key,
    neighbourKey: keys.other.key,
    neighbours,
    vendor,
    share,
    residentBytes: () => {
      if (end !== null) return 0;
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(?<kilobytes>\d+)/u.exec(status)?.groups?.['kilobytes'] ?? 0) * 1024;
    },
    ended: () => end,
    log: () => program.said.out + program.said.err,
  };
};
