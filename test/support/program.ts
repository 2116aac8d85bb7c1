import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A program as its own process. */
export type Program = {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it said so far, on standard output and standard error. */
  readonly said: { readonly out: string; readonly err: string };
  /** Its exit code, or the signal that ended it; both streams are read to their end by then. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

/** Listens to a process until it ends. */
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
