import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from '../support/app.ts';

const audits = (url: string) => serverAudits({ url: `${url}/graphql` });
const named = audits('http://gateway').map(({ id, name }) => ({ id, name }));

const cleanUps: (() => Promise<void>)[] = [];
let url = '';
beforeAll(async () => {
  ({ url } = await startTestApp({}, (work) => cleanUps.unshift(work)));
});
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});

/** The whole GraphQL over HTTP specification, MUST, SHOULD and MAY, as graphql-http audits it. */
describe('GraphQL over HTTP', () => {
  it('has 61 audits', () => {
    expect(named).toHaveLength(61);
  });

  it.for(named)('$id $name', async ({ id }) => {
    const audit = audits(url).find((one) => one.id === id);
    expect(await audit?.fn()).toMatchObject({ status: 'ok' });
  });
});
