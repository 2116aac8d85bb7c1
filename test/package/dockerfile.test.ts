import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { until } from '../support/client.ts';
import { it } from '../support/process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (file: string): string => readFileSync(`${root}${file}`, 'utf8');
/** Its instructions, one per line. */
const instructions = textOf('Dockerfile')
  .replaceAll(/\\\n\s*/gu, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const linesOf = (name: string) =>
  instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
const commandOf = (text: string | undefined): readonly string[] =>
  z.array(z.string()).parse(JSON.parse(text?.slice(text.indexOf('[')) ?? '[]'));

describe('the Dockerfile', () => {
  test('copies existing files that the build context contains', () => {
    const sources = linesOf('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(sources).toContain('src');
    const context = textOf('.dockerignore').split('\n').filter(Boolean);
    expect(context[0]).toBe('*');
    for (const source of sources) {
      expect(existsSync(`${root}${source}`), source).toBe(true);
      expect(context, source).toContain(`!${source}`);
    }
    expect(context.slice(1).toSorted()).toEqual(
      [...new Set(sources)].map((source) => `!${source}`).toSorted(),
    );
  });

  test('starts what npm start starts, as another user than root, with the pinned Node.js', () => {
    const { scripts, optionalDependencies } = z
      .object({
        scripts: z.object({ start: z.string() }),
        optionalDependencies: z.object({ node: z.string() }),
      })
      .parse(JSON.parse(textOf('package.json')));
    expect(`exec ${commandOf(linesOf('CMD').at(-1)).join(' ')}`).toBe(scripts.start);
    expect(linesOf('USER')).toEqual(['node']);
    expect(instructions.findLastIndex((line) => line.startsWith('RUN '))).toBeLessThan(
      instructions.indexOf('USER node'),
    );
    for (const image of linesOf('FROM')) {
      expect(image.split(' ')[0]).toBe(`node:${optionalDependencies.node}-slim`);
    }
  });

  test('installs with a command that accepts the lock file', () => {
    const install = linesOf('RUN').find((line) => line.startsWith('npm ci'));
    const args = install?.split(' ').slice(1) ?? [];
    const out = execFileSync('npm', [...args, '--dry-run'], { cwd: root, encoding: 'utf8' });
    expect(out).toMatch(/\badd|up to date|removed|changed/u);
  });

  it.concurrent('has a health check that distinguishes a running gateway', async ({
    startGateway,
    onTestFinished,
  }) => {
    const [, ...args] = commandOf(linesOf('HEALTHCHECK')[0]);
    const gateway = await startGateway();
    onTestFinished(() => void gateway.child.kill('SIGKILL'));
    const check = (): boolean => {
      try {
        execFileSync(process.execPath, args, { env: { PORT: new URL(gateway.url).port }, stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    };
    expect(check()).toBe(true);
    gateway.child.kill('SIGKILL');
    await gateway.ended;
    expect(await until(check, (isWell) => !isWell)).toBe(false);
  });
});
