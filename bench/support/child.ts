import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer, Question } from './ask.ts';

/** A process of the bench that answers questions. */
export type Child = {
  readonly pid: number;
  ask<Result>(about: string, given?: unknown): Promise<Result>;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
};

export type Environment = { readonly [name: string]: string };

const root = new URL('../../', import.meta.url);
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a script of the project, by its path in it, as a process of its own. Nothing of this one's environment is in it. */
export const startChild = (
  script: string,
  env: Environment = {},
  execArgv: readonly string[] = [],
): Child => {
  const child = fork(fileURLToPath(new URL(script, root)), {
    cwd: fileURLToPath(root),
    env: { PATH: process.env['PATH'] ?? '', ...env },
    execArgv: [...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  const asked = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on('message', ({ id, result, problem }: Answer) => {
    const question = asked.get(id);
    asked.delete(id);
    if (problem === null) question?.resolve(result);
    else question?.reject(new Error(`${script}: ${problem}`));
  });
  void ended.then(() => {
    for (const { reject } of asked.values()) reject(new Error(`${script} ended before it answered`));
  });

  return {
    pid: child.pid ?? 0,
    ask: <Result>(about: string, given: unknown = null) => {
      lastId += 1;
      const question = Promise.withResolvers<unknown>();
      asked.set(lastId, question);
      child.send({ id: lastId, about, given } satisfies Question);
      return question.promise as Promise<Result>;
    },
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 12_000);
      await ended;
      clearTimeout(force);
    },
  };
};
