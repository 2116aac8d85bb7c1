import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { InvalidSettings } from '../../src/config/environment.ts';
import { asChannelId } from '../../src/domain/ids.ts';
import { watched } from '../adapters/vendors/support.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const smaregi = {
  SMAREGI_BASE_URL: 'https://api.smaregi.dev/contract/pos',
  SMAREGI_ACCESS_TOKEN: 'an-access-token',
};
const problemsWith = (env: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
};

describe('the secret of events', () => {
  test('comes from the environment, and is hidden', () => {
    const { channels, secrets } = readConfig({ ...smaregi, SMAREGI_EVENT_SECRET: 'event-secret' });
    expect(channels[0]?.settings).toMatchObject({
      events: { secret: 'event-secret', header: 'x-onshelf-secret' },
    });
    expect(secrets).toContain('event-secret');
  });

  test.each([
    [{ SMAREGI_EVENT_HEADER: 'x-shop' }, 'SMAREGI_EVENT_SECRET is missing'],
    [{ SMAREGI_EVENT_SECRET: 'two words' }, 'SMAREGI_EVENT_SECRET must be one or more visible'],
    [
      { SMAREGI_EVENT_SECRET: 'x', SMAREGI_EVENT_HEADER: 'a header' },
      'SMAREGI_EVENT_HEADER must be the name',
    ],
  ])('is refused by its name: %j', (env, problem) => {
    expect(problemsWith({ ...smaregi, ...env })).toEqual([expect.stringContaining(problem)]);
  });
});

describe('a CHANNELS_FILE', () => {
  const fileOf = async (entry: object): Promise<string> => {
    const path = `${await temporaryDirectory()}/channels.json`;
    const smaregiEntry = {
      ...{ id: 'tokyo', vendor: 'SMAREGI', baseUrl: smaregi.SMAREGI_BASE_URL, accessToken: 'token' },
    };
    writeFileSync(path, JSON.stringify([{ ...smaregiEntry, ...entry }]));
    return path;
  };

  test('may have lists, which are checked', async () => {
    const CHANNELS_FILE = await fileOf({ additionsNotTaken: [429, 503], stockHistory: true });
    const { channels } = readConfig({ CHANNELS_FILE });
    expect(channels[0]?.settings).toMatchObject({ additionsNotTaken: [429, 503], stockHistory: true });
    for (const wrong of [
      { additionsNotTaken: [500] },
      { stockHistory: 'true' },
      { stockHistoryScope: 'a b' },
    ])
      expect(problemsWith({ CHANNELS_FILE: await fileOf(wrong) })).toHaveLength(1);
    expect(problemsWith({ CHANNELS_FILE: await fileOf({ additionsNotTaken: [[429]] }) })).not.toEqual([]);
  });

  test('may name the variable of a secret inside events, and the times of the catalogue', async () => {
    const CHANNELS_FILE = await fileOf({
      events: { secret: { env: 'TOKYO_SECRET' }, header: 'X-Shop' },
      limits: { catalogPollMs: 5000 },
      hasStoreList: false,
    });
    const env = { CHANNELS_FILE, TOKYO_SECRET: 'event-secret', CATALOG_FULL_PASS_MS: '7000' };
    const { channels, secrets } = readConfig(env);
    expect(secrets).toContain('event-secret');
    const channel = channels[0]?.open(asChannelId('tokyo'), watched());
    expect(channel?.limits).toMatchObject({ catalogPollMs: 5000, catalogFullPassMs: 7000 });
    expect(channel?.events?.isAuthentic((name) => (name === 'x-shop' ? 'event-secret' : undefined))).toBe(
      true,
    );
    await channel?.close();
  });

  test.each([
    [{ events: { secret: { env: 'NOT_SET' } } }, 'events.secret (the variable NOT_SET) is missing'],
    [{ events: 'a secret' }, '0.events'],
    [{ events: { secret: { env: { env: 'X' } } } }, '0.events'],
    [{ events: { secret: 'x', unknown: 'x' } }, '0.events'],
    [{ limits: { catalogPollMs: 0 } }, 'limits.catalogPollMs'],
    [{ listPageSize: 1001 }, '0.listPageSize'],
  ])('names what is wrong: %j', async (entry, problem) => {
    const found = problemsWith({ CHANNELS_FILE: await fileOf(entry) });
    expect(found).toEqual([expect.stringContaining(problem)]);
  });
});
