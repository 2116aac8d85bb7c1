import { randomBytes } from 'node:crypto';
import { type Caller, type Scope, scopes } from '../domain/caller.ts';
import type { ClientId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Access } from './access.ts';
import { isKeyOf, keyIdOf } from './api-key.ts';
import type { Client } from './key-file.ts';

type Grant = {
  readonly keyId: string;
  readonly digest: Buffer;
  readonly expiresAt: number;
  readonly caller: Caller;
};

export type KeyRing = Access & {
  /** Replaces all clients. A key whose rights stay the same keeps its caller. */
  replace(clients: readonly Client[]): void;
};

/** A key with an unknown id is compared with this one, so that refusing it takes as long as with a known id. */
const unusedDigest = randomBytes(32);

const bearer = /^Bearer +(\S+)$/iu;

const callerOf = ({ id, channels, ...client }: Client): Caller => {
  const may = (scope: Scope): boolean => client.scopes.includes(scope);
  return {
    client: id,
    scopes: {
      read: may('read'),
      'stock:write': may('stock:write'),
      'product:write': may('product:write'),
      'inventory:confirm': may('inventory:confirm'),
      'sku:write': may('sku:write'),
      'webhook:write': may('webhook:write'),
    },
    channels: channels && new Set(channels),
  };
};

const haveSameRights = (one: Caller, other: Caller): boolean =>
  one.client === other.client &&
  scopes.every((scope) => one.scopes[scope] === other.scopes[scope]) &&
  (one.channels === null || other.channels === null
    ? one.channels === other.channels
    : one.channels.symmetricDifference(other.channels).size === 0);

/** The API keys of the gateway, in memory. */
export const createKeyRing = (clients: readonly Client[], clock: Pick<Clock, 'now'>): KeyRing => {
  let grants: ReadonlyMap<string, Grant> = new Map();
  let ofClients: ReadonlyMap<ClientId, readonly Grant[]> = new Map();
  const keyIds = new WeakMap<Caller, string>();

  const grantsTo = (client: Client): readonly Grant[] =>
    client.keys.map(({ id, sha256, expiresAt }) => {
      const digest = Buffer.from(sha256, 'hex');
      const earlier = grants.get(id);
      const fresh = callerOf(client);
      const isSame = earlier?.digest.equals(digest) && haveSameRights(earlier.caller, fresh);
      const caller = earlier && isSame ? earlier.caller : fresh;
      keyIds.set(caller, id);
      return { keyId: id, digest, expiresAt: expiresAt ?? Number.POSITIVE_INFINITY, caller };
    });
  const replace: KeyRing['replace'] = (next) => {
    grants = new Map(next.flatMap(grantsTo).map((grant) => [grant.keyId, grant]));
    ofClients = Map.groupBy(grants.values(), ({ caller }) => caller.client);
  };
  replace(clients);

  return {
    isOpen: false,
    replace,
    authenticate: (authorization) => {
      const key = bearer.exec(authorization ?? '')?.[1] ?? '';
      const grant = grants.get(keyIdOf(key) ?? '');
      const isRight = isKeyOf(key, grant?.digest ?? unusedDigest);
      return grant && isRight && grant.expiresAt > clock.now() ? grant.caller : null;
    },
    keyStatusOf: (caller) => {
      const grant = grants.get(keyIds.get(caller) ?? '');
      if (!grant || grant.expiresAt <= clock.now()) return 'ended';
      return grant.caller === caller ? 'current' : 'changed';
    },
    rightsOf: (client) => {
      const valid = ofClients.get(client)?.find(({ expiresAt }) => expiresAt > clock.now());
      return valid ? { reads: valid.caller.scopes.read, channels: valid.caller.channels } : null;
    },
  };
};
