import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { vendors } from '../ports/channel.ts';
import { type ChannelSettings, channelSettings } from '../vendors/registry.ts';
import type { Environment } from './environment.ts';
import { vendorVariables } from './vendor-variables.ts';

export type DefaultLimits = {
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly callbackTimeoutMs: number;
  readonly retryForMs: number;
  readonly retriesPerMinute: number;
};

export type Channels = {
  readonly channels: readonly ChannelSettings[];
  readonly problems: readonly string[];
};

/** One account of a vendor as it was written down, with `nameOf` to say where a field of it came from. */
type Entry = {
  readonly fields: { readonly [field: string]: unknown };
  readonly nameOf: (path: readonly PropertyKey[]) => string;
};

const entriesFromVariables = (env: Environment): readonly Entry[] =>
  vendorVariables.flatMap(({ vendor, id, variables }): Entry[] => {
    const given = Object.entries(variables).filter(([, name]) => env[name]);
    if (given.length === 0) return [];
    return [
      {
        fields: {
          vendor,
          id,
          sandbox: false,
          ...Object.fromEntries(given.map(([field, name]) => [field, env[name]])),
        },
        nameOf: ([field]) => variables[String(field)] ?? `${id}: ${String(field)}`,
      },
    ];
  });

/** A value, or the name of the variable that holds it: a file of settings need not hold secrets. */
const fileValue = z.union([z.string(), z.number(), z.boolean(), z.strictObject({ env: z.string() })]);
const channelsFile = z.array(
  z
    .object({
      id: z.string(),
      vendor: z.enum(vendors),
      limits: z
        .strictObject({
          concurrency: z.number(),
          ratePerSecond: z.number(),
          timeoutMs: z.number(),
          callbackTimeoutMs: z.number(),
          retryForMs: z.number(),
          retriesPerMinute: z.number(),
        })
        .partial()
        .optional(),
    })
    .catchall(fileValue),
);

const isVariable = (value: unknown): value is { readonly env: string } =>
  typeof value === 'object' && value !== null && 'env' in value && typeof value.env === 'string';

/** The message of a JSON error quotes the text around it, which may be a secret: none of it is passed on. */
const readChannelsFile = (path: string): { readonly content: unknown } | { readonly problem: string } => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    return { problem: `CHANNELS_FILE: ${path} can't be read (${code})` };
  }
  try {
    return { content: JSON.parse(text) };
  } catch {
    return { problem: `CHANNELS_FILE: ${path} is not valid JSON` };
  }
};

const entriesFromFile = (
  env: Environment,
): { readonly entries: readonly Entry[]; readonly problems: string[] } => {
  const path = env['CHANNELS_FILE'];
  if (!path) return { entries: [], problems: [] };
  const read = readChannelsFile(path);
  if ('problem' in read) return { entries: [], problems: [read.problem] };
  const parsed = channelsFile.safeParse(read.content);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `CHANNELS_FILE: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
    return { entries: [], problems };
  }
  const resolve = (value: unknown): unknown => (isVariable(value) ? env[value.env] : value);
  const entries = parsed.data.map(
    ({ limits, ...fields }, index): Entry => ({
      fields: {
        sandbox: false,
        ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, resolve(value)])),
        limits,
      },
      nameOf: ([field, ...rest]) => {
        const value = fields[String(field)];
        const place = `CHANNELS_FILE: ${[index, field, ...rest].map(String).join('.')}`;
        return isVariable(value) ? `${place} (the variable ${value.env})` : place;
      },
    }),
  );
  return { entries, problems: [] };
};

const repeatedIds = (channels: readonly ChannelSettings[]): string[] => {
  const ids = channels.map((channel) => channel.id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `Two channels have the id ${id}: give each its own`,
  );
};

/** The channels that the settings name. None at all is no problem: the gateway then runs on its own sandbox. */
export const readChannels = (env: Environment, defaults: DefaultLimits): Channels => {
  const fromFile = entriesFromFile(env);
  const channels: ChannelSettings[] = [];
  const problems = [...fromFile.problems];
  for (const { fields, nameOf } of [...entriesFromVariables(env), ...fromFile.entries]) {
    const own = typeof fields['limits'] === 'object' ? fields['limits'] : {};
    const parsed = channelSettings.safeParse({
      ...fields,
      limits: { ratePerSecond: null, ...defaults, ...own },
    });
    if (parsed.success) channels.push(parsed.data);
    else {
      problems.push(
        ...parsed.error.issues.map((issue) => {
          const name = nameOf(issue.path);
          const [field] = issue.path;
          const isMissing = field !== undefined && fields[String(field)] === undefined;
          return isMissing ? `${name} is missing` : `${name} ${issue.message}`;
        }),
      );
    }
  }
  return { channels, problems: [...problems, ...repeatedIds(channels)] };
};
