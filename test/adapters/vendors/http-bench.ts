import { afterEach, beforeEach } from 'vitest';
import { createHttp, type Http, type HttpCall, jsonBody } from '../../../src/adapters/vendors/http/client.ts';
import { asChannelKey } from '../../../src/domain/ids.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { type Script, startScript } from './script.ts';
import { watched } from './support.ts';

export const call: HttpCall = {
  method: 'POST',
  endpoint: '/things/{id}',
  path: '/things/secret-id?key=secret',
  headers: { authorization: 'secret' },
  body: jsonBody({ a: 'ü' }),
  rows: 3,
};

type Over = { readonly timeoutMs?: number; readonly connections?: number; readonly clock?: Clock };

/** HTTP to a server that sends scripted answers. Each test of the file gets a new one. */
export const useHttp = () => {
  const fixture = {} as { script: Script };
  let http: Http | undefined;
  beforeEach(async () => {
    fixture.script = await startScript();
  });
  afterEach(async () => {
    await http?.close();
    http = undefined;
    await fixture.script.close();
  });
  const open = (baseUrl = fixture.script.url, { clock, ...over }: Over = {}) => {
    const context = watched();
    const options = { channel: asChannelKey('c'), baseUrl, connections: 2, timeoutMs: 30_000, ...over };
    http = createHttp(options, clock ? { ...context, clock } : context);
    return { http, calls: context.calls };
  };
  return { fixture, open };
};
