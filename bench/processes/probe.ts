import type { Session } from 'node:inspector/promises';
import { memoryUsage } from 'node:process';
import { setFlagsFromString, writeHeapSnapshot } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerQuestions } from '../support/ask.ts';
import type { Profile } from '../support/cpu-profile.ts';

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

let session: Session | null = null;
const samplingMicroseconds = 200;

const startProfile = async (): Promise<void> => {
  // Loaded when it is wanted: how long a server takes to start is measured with this file in it.
  const { Session: ProfilerSession } = await import('node:inspector/promises');
  session = new ProfilerSession();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: samplingMicroseconds });
  await session.post('Profiler.start');
};

const stopProfile = async (): Promise<Profile> => {
  if (!session) throw new Error('No profile was started');
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return profile as Profile;
};

/** Writes what is on the heap, after a collection. */
const heapSnapshot = (file: string): string => writeHeapSnapshot(file);

answerQuestions({ memory, cpuSeconds, startProfile, stopProfile, heapSnapshot });
// SIGTERM ends this process. A closed connection to the bench does not.
process.channel?.unref();
