import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { isJsonObject } from '../../src/lib/json/json.ts';
import { builtIn, type FileOf } from './programs.ts';
import type { ResourceName } from './run-resources.ts';

const asked = new Map<ResourceName, Promise<string>>();

const ask = async (name: ResourceName): Promise<string> => {
  const socket = connect(inject('resourcesPort'), '127.0.0.1');
  socket.write(name);
  const answer: unknown = JSON.parse(await text(socket));
  if (isJsonObject(answer) && typeof answer['place'] === 'string') return answer['place'];
  throw new Error(`The test run has no ${name}: ${JSON.stringify(answer)}`);
};

/** The place of a resource that all tests of the run share: a URL or a folder. */
export const placeOf = (name: ResourceName): Promise<string> => {
  const place = asked.get(name) ?? ask(name);
  asked.set(name, place);
  return place;
};

/** The programs of the project, as they are built once for the run. */
export const builtPrograms = async (): Promise<FileOf> => builtIn(await placeOf('programs'));
