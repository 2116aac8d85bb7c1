import { z } from 'zod';
import { type ConfiguredChannel, configureChannel, vendorNamed, vendors } from '../adapters/vendors/index.ts';
import { isRecord, nestFields } from '../lib/json/json.ts';
import { readJsonFile } from '../lib/json/read-json-file.ts';
import type { Vendor } from '../ports/channel.ts';
import type { Environment } from './environment.ts';

export type DefaultLimits = {
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly callbackTimeoutMs: number;
  readonly retryForMs: number;
  readonly retriesPerMinute: number;
  readonly catalogPollMs: number;
  readonly catalogFullPassMs: number;
  readonly driftAfterMs: number;
};

/** A channel with a readable id and vendor. Its other settings may be invalid. */
export type NamedChannel = { readonly id: string; readonly vendor: Vendor };

export type Channels = {
  readonly channels: readonly ConfiguredChannel[];
  readonly named: readonly NamedChannel[];
  readonly problems: readonly string[];
};

/** The settings of one vendor account. `nameOf` gives the place of a field for a message. */
type Entry = {
  readonly fields: { readonly [field: string]: unknown };
  readonly nameOf: (path: readonly PropertyKey[]) => string;
  /** Whether a problem of this field has been reported. */
  readonly isNamed: (field: string) => boolean;
};

const entriesFromVariables = (env: Environment): readonly Entry[] =>
  vendors.flatMap(({ name: vendor, key: id, variables }): Entry[] => {
    const given = Object.entries(variables).filter(([, name]) => env[name]);
    if (given.length === 0) return [];
    return [
      {
        fields: {
          vendor,
          id,
          sandbox: false,
          ...nestFields(given.map(([field, name]) => [field, env[name]])),
        },
        nameOf: (path) => variables[path.map(String).join('.')] ?? `${id}: ${path.map(String).join('.')}`,
        isNamed: () => false,
      },
    ];
  });

/** A value, or the name of the variable that holds it: a file of settings need not hold secrets. */
const fileValue = z.union([z.string(), z.number(), z.boolean(), z.strictObject({ env: z.string() })]);

/** The value if it is an object, else null. */
const objectOf = (value: unknown): Record<string, unknown> | null =>
  z.record(z.string(), z.unknown()).safeParse(value).data ?? null;

/**
 * The vendor's schema checks the fields. `limits` has numbers only. Other values may be objects of one level, or lists of
 * numbers and texts.
 */
const fileEntry = z
  .object({ limits: z.record(z.string(), z.unknown()).optional() })
  .catchall(
    z.union([fileValue, z.record(z.string(), fileValue), z.array(z.union([z.string(), z.number()]))]),
  );

const mapValues = (object: Record<string, unknown>, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

const isVariable = (value: unknown): value is { readonly env: string } =>
  isRecord(value) && typeof value['env'] === 'string';

const entriesFromFile = (
  env: Environment,
): { readonly entries: readonly Entry[]; readonly problems: string[] } => {
  const path = env['CHANNELS_FILE'];
  if (!path) return { entries: [], problems: [] };
  const read = readJsonFile(path);
  if (read.type !== 'json') return { entries: [], problems: [`CHANNELS_FILE: ${path} ${read.problem}`] };
  if (!Array.isArray(read.content)) {
    return { entries: [], problems: ['CHANNELS_FILE: the file must be a JSON array of channels'] };
  }
  const resolve = (value: unknown): unknown => {
    if (isVariable(value)) return env[value.env];
    const nested = objectOf(value);
    return nested ? mapValues(nested, (one) => (isVariable(one) ? env[one.env] : one)) : value;
  };
  const problems: string[] = [];
  const entries = read.content.flatMap((one: unknown, index): Entry[] => {
    const parsed = fileEntry.safeParse(one);
    if (!parsed.success) {
      problems.push(
        ...parsed.error.issues.map(
          ({ path, message }) => `CHANNELS_FILE: ${[index, ...path].map(String).join('.')} ${message}`,
        ),
      );
    }
    // The other fields of an invalid entry are checked too, so that one start reports all problems.
    const object = objectOf(one);
    if (!object) return [];
    const { limits, ...fields } = object;
    const isReadable = (field: string): boolean =>
      !parsed.error?.issues.some(({ path }) => path[0] === field);
    return [
      {
        fields: {
          sandbox: false,
          ...mapValues(fields, resolve),
          ...(isReadable('limits') && { limits }),
        },
        nameOf: ([field, ...rest]) => {
          const outer = fields[String(field)];
          const value = isVariable(outer) ? outer : objectOf(outer)?.[String(rest[0])];
          const place = `CHANNELS_FILE: ${[index, ...(field === undefined ? [] : [field]), ...rest].map(String).join('.')}`;
          return isVariable(value) ? `${place} (the variable ${value.env})` : place;
        },
        isNamed: (field) => !isReadable(field),
      },
    ];
  });
  return { entries, problems };
};

const namedChannels = ({ fields }: Entry): readonly NamedChannel[] => {
  const { id } = fields;
  const vendor = vendorNamed(fields['vendor']);
  return typeof id === 'string' && vendor ? [{ id, vendor: vendor.name }] : [];
};

const repeatedIds = (entries: readonly Entry[]): readonly string[] => {
  const ids = entries.flatMap(({ fields: { id } }) => (typeof id === 'string' ? [id] : []));
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `Two channels have the id ${id}: give each its own`,
  );
};

const valueAt = (fields: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, name) => objectOf(value)?.[String(name)], fields);

/** The problems of one channel, at most one per field. */
const problemsOf = ({ fields, nameOf, isNamed }: Entry, error: z.ZodError): readonly string[] => {
  const named = new Set<string>();
  return error.issues.flatMap(({ path, message }) => {
    const [field] = path;
    const name = nameOf(path);
    if (named.has(name) || isNamed(String(field))) return [];
    named.add(name);
    const isMissing = field !== undefined && valueAt(fields, path) === undefined;
    return [isMissing ? `${name} is missing` : `${name} ${message}`];
  });
};

/** The channels of the settings. There may be none: then the gateway uses its own sandbox. */
export const readChannels = (env: Environment, defaults: DefaultLimits): Channels => {
  const fromFile = entriesFromFile(env);
  const channels: ConfiguredChannel[] = [];
  const problems = [...fromFile.problems];
  const entries = [...entriesFromVariables(env), ...fromFile.entries];
  for (const entry of entries) {
    const own = objectOf(entry.fields['limits']) ?? {};
    const configured = configureChannel({
      ...entry.fields,
      limits: { ratePerSecond: null, ...defaults, ...own },
    });
    if (configured.success) channels.push(configured.data);
    else problems.push(...problemsOf(entry, configured.error));
  }
  return {
    channels,
    named: entries.flatMap(namedChannels),
    problems: [...problems, ...repeatedIds(entries)],
  };
};
