import { writeFile } from 'node:fs/promises';
import { until } from '../support/client.ts';
import type { Front } from '../support/front.ts';
import { openFront } from '../support/front.ts';
import { type Gateway, it as processIt } from '../support/process.ts';

/** The log lines of a reload. */
export type Line = { readonly setting: string; readonly msg: string; readonly [field: string]: unknown };

const linesOf = ({ said }: Gateway): readonly Line[] =>
  said.err
    .split('\n')
    .filter((line) => line.includes('"setting":'))
    .map((line) => JSON.parse(line) as Line);

/** Sends the signal, and waits for the gateway's log line about its channels. */
export const reload = async (gateway: Gateway): Promise<Line | undefined> => {
  const about = () => linesOf(gateway).filter(({ setting }) => setting === 'CHANNELS_FILE');
  const before = about().length;
  gateway.child.kill('SIGHUP');
  return (await until(about, ({ length }) => length > before, 30_000)).at(-1);
};

export const account = (id: string, { url }: Pick<Front, 'url'>, secretKey: unknown, more: object = {}) => ({
  ...{ id, vendor: 'GLOBAL_LINK', baseUrl: url, secretKey },
  ...more,
});

/** For tests that change the channels of their own gateway while it runs. */
export const it = processIt
  .extend('front', async ({ vendors, onTestFinished }) => {
    const front = await openFront(vendors.globalLink);
    front.keys.add('key-1');
    onTestFinished(() => front.close());
    return front;
  })
  .extend('channelsFile', ({ directory }) => `${directory}/channels.json`)
  .extend('write', ({ channelsFile }) => (content: unknown) => {
    return writeFile(channelsFile, typeof content === 'string' ? content : JSON.stringify(content));
  });
