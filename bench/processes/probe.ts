import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerQuestions } from '../support/ask.ts';

/** Loaded into a server before its own code: tells what it holds and has used. */
export type Usage = {
  /** Bytes, after a collection. */
  readonly resident: number;
  readonly heap: number;
  /** Seconds of CPU since its start. */
  readonly cpuSeconds: number;
};

const usage = (): Usage => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') {
    collect();
    collect();
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = memoryUsage();
  return { resident: rss, heap: heapUsed, cpuSeconds: (user + system) / 1e6 };
};

answerQuestions({ usage });
// The server ends when it wants to, not when the bench lets go of it.
process.channel?.unref();
