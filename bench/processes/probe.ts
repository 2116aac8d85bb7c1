import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerQuestions } from '../support/ask.ts';

/** Loaded into a server before its own code: tells what it holds and has used. */
export type Memory = {
  /** Bytes, after a collection. */
  readonly resident: number;
  readonly heap: number;
};

const memory = (): Memory => {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') {
    collect();
    collect();
  }
  const { rss, heapUsed } = memoryUsage();
  return { resident: rss, heap: heapUsed };
};

/** Of CPU, since its start. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

answerQuestions({ memory, cpuSeconds });
// The server ends when it wants to, not when the bench lets go of it.
process.channel?.unref();
