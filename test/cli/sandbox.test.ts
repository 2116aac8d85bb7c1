import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { vendors } from '../../src/adapters/vendors/index.ts';
import { runSandbox } from '../../src/cli/sandbox.ts';
import { pause, send } from '../sandbox/support.ts';
import { runHere } from '../support/in-process.ts';
import { builtPrograms } from '../support/resource.ts';
import { startGlobalLink } from '../support/sandbox/index.ts';

const fileOf = await builtPrograms();
const children: ChildProcess[] = [];
// A failed test must not leave its server running.
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const run = (...args: readonly string[]) => {
  const child = spawn(process.execPath, [fileOf('src/cli/onshelf.ts'), 'sandbox', ...args]);
  children.push(child);
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.err += chunk;
  });
  return { child, text, closed: once(child, 'close') };
};

/** The sandbox of Smaregi gives client credentials, which replace an access token. */
const names = vendors.flatMap(({ variables }) =>
  Object.values(variables).filter((name) => name !== 'SMAREGI_ACCESS_TOKEN'),
);

describe('onshelf sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'serves, prints its settings, and stops on %s with exit code 0',
    async (signal) => {
      const { child, text, closed } = run('--port-base', '0', '--latency', '60');
      // The output comes in pieces. The last line is complete with its end.
      await expect.poll(() => text.out).toMatch(new RegExp(`${names.at(-1)}=.*\n`, 'u'));
      const settings = Object.fromEntries(
        text.out
          .trim()
          .split('\n')
          .map((line) => line.split('=') as [string, string]),
      );
      expect(Object.keys(settings)).toEqual(names);
      const start = performance.now();
      expect((await send(settings['SMAREGI_BASE_URL'] ?? '', {})).status).toBe(404);
      expect(performance.now() - start).toBeGreaterThan(58);
      child.kill(signal);
      expect(await closed).toEqual([0, null]);
      expect(text.err).not.toContain('Error');
    },
  );

  it('ends at once even if a call waits for its answer', async () => {
    const { child, text, closed } = run('--port-base', '0', '--latency', '60000');
    await expect.poll(() => text.out).toContain('BRIGHTMALL_VENDOR_ID');
    const url = /GLOBAL_LINK_BASE_URL=(?<url>\S+)/u.exec(text.out)?.groups?.['url'] ?? '';
    const waiting = send(url, {}).catch(() => 'cut');
    // The call has reached the vendor by then. It cannot be observed from outside.
    await pause(300);
    const start = Date.now();
    child.kill('SIGTERM');
    expect(await closed).toEqual([0, null]);
    expect(Date.now() - start).toBeLessThan(30_000);
    expect(await waiting).toBe('cut');
  });

  it.each([
    [['--latency', 'x'], 'latency'],
    [['--latency', '-1'], 'latency'],
    [['--port-base', '70000'], 'port-base'],
    [['--what'], '--what'],
    [['--sales', 'many'], 'sales'],
    [['--events-to', 'localhost'], 'events-to'],
    [['word'], 'word'],
  ])('refuses %j and prints its usage', async (args, named) => {
    const { code, out, err } = await runHere(runSandbox, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(named);
    expect(err).toContain('usage: onshelf sandbox');
  });

  it('ends with exit code 2 after wrong usage', async () => {
    const { text, closed } = run('--what');
    expect(await closed).toEqual([2, null]);
    expect(text.err).toContain('--what');
    expect(text.err).toContain('usage: onshelf sandbox');
  });

  it('reports that a port is taken', async () => {
    const taken = await startGlobalLink();
    const { text, closed } = run('--port-base', new URL(taken.url).port);
    expect(await closed).toEqual([1, null]);
    expect(text.err).toContain('EADDRINUSE');
    await taken.close();
  });
});
