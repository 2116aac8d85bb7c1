import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A program that runs in its own process. */
export type Program = {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The text so far on standard output and standard error. */
  readonly said: { readonly out: string; readonly err: string };
  /** Resolves with the exit code, or with the signal that ended the process, after both streams have ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

/** Collects the output of a process until it ends. */
export const follow = (child: Program['child']): Program => {
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  return { child, said, ended: once(child, 'close').then(([code, signal]) => code ?? signal) };
};
