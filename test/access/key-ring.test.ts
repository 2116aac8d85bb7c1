import { describe, expect, it } from 'vitest';
import { newKey } from '../../src/access/api-key.ts';
import type { Client } from '../../src/access/key-file.ts';
import { createKeyRing } from '../../src/access/key-ring.ts';
import { asChannelKey, asClientId } from '../../src/domain/ids.ts';

const first = newKey();
const second = newKey();

const clientWith = (keys: readonly { id: string; sha256: string }[], more: Partial<Client> = {}): Client => ({
  id: asClientId('shop'),
  scopes: ['read', 'stock:write'],
  channels: null,
  keys: keys.map(({ id, sha256 }) => ({ id, sha256, createdAt: 0, expiresAt: null })),
  ...more,
});

const ringOf = (...clients: readonly Client[]) => {
  const clock = { at: 0, now: () => clock.at };
  return { clock, ring: createKeyRing(clients, clock) };
};

describe('a key', () => {
  it('authenticates its client, with its rights', () => {
    const { ring } = ringOf(clientWith([first], { channels: [asChannelKey('smaregi')] }));
    expect(ring.authenticate(`Bearer ${first.key}`)).toEqual({
      client: 'shop',
      scopes: {
        read: true,
        'stock:write': true,
        'product:write': false,
        'inventory:confirm': false,
        'sku:write': false,
        'webhook:write': false,
      },
      channels: new Set(['smaregi']),
    });
    // The scheme is case-insensitive (RFC 9110, 11.1).
    expect(ring.authenticate(`bearer  ${first.key}`)).not.toBeNull();
  });

  const half = first.key.slice(0, -21);
  const otherSecret = `${first.key.slice(0, -43)}${second.key.slice(-43)}`;
  it.each([
    ['nothing', undefined],
    ['an empty header', ''],
    ['no scheme', first.key],
    ['another scheme', `Basic ${first.key}`],
    ['half of it', `Bearer ${half}`],
    ['more than it', `Bearer ${first.key}A`],
    ['another secret', `Bearer ${otherSecret}`],
    ['another id', `Bearer ${first.key.replace(first.id, second.id)}`],
    ['its id', `Bearer ${first.id}`],
    ['its digest', `Bearer ${first.sha256}`],
    ['an unknown key', `Bearer ${newKey().key}`],
    ['two keys', `Bearer ${first.key} ${first.key}`],
    ['the name of an object', 'Bearer __proto__'],
  ])('is refused: %s', (_what, authorization) => {
    expect(ringOf(clientWith([first])).ring.authenticate(authorization)).toBeNull();
  });

  it('is valid until it expires, exclusive', () => {
    const client = clientWith([]);
    const keys = [{ ...first, createdAt: 0, expiresAt: 100 }];
    const { ring, clock } = ringOf({ ...client, keys });
    clock.at = 99;
    const caller = ring.authenticate(`Bearer ${first.key}`);
    expect(caller && ring.keyStatusOf(caller)).toBe('current');
    clock.at = 100;
    expect(ring.authenticate(`Bearer ${first.key}`)).toBeNull();
    expect(caller && ring.keyStatusOf(caller)).toBe('ended');
  });

  it('may be one of two keys of a client', () => {
    const { ring } = ringOf(clientWith([first, second]));
    const callers = [first, second].map(({ key }) => ring.authenticate(`Bearer ${key}`));
    expect(callers.map((caller) => caller?.client)).toEqual(['shop', 'shop']);
  });
});

describe('a key ring whose clients are replaced', () => {
  const lettingIn = (...clients: readonly Client[]) => {
    const { ring } = ringOf(...clients);
    const caller = ring.authenticate(`Bearer ${first.key}`);
    if (!caller) throw new Error('The key did not open');
    return { ring, caller };
  };

  it('keeps the caller if its rights are equal, in any order', () => {
    const { ring, caller } = lettingIn(clientWith([first], { channels: ['a', 'b'].map(asChannelKey) }));
    ring.replace([
      clientWith([second, first], {
        scopes: ['stock:write', 'read'],
        channels: ['b', 'a'].map(asChannelKey),
      }),
    ]);
    expect(ring.keyStatusOf(caller)).toBe('current');
    expect(ring.authenticate(`Bearer ${first.key}`)).toBe(caller);
    expect(ring.authenticate(`Bearer ${second.key}`)).not.toBeNull();
  });

  it.each<[string, Client]>([
    ['a scope is taken away', clientWith([first], { scopes: ['read'] })],
    ['a scope is given', clientWith([first], { scopes: ['read', 'stock:write', 'product:write'] })],
    ['its channels are bounded', clientWith([first], { channels: [asChannelKey('a')] })],
    ['it becomes the key of another client', clientWith([first], { id: asClientId('other') })],
    ['another key gets its id', clientWith([{ id: first.id, sha256: second.sha256 }])],
  ])('reports a caller as changed if %s', (_what, next) => {
    const { ring, caller } = lettingIn(clientWith([first]));
    ring.replace([next]);
    expect(ring.keyStatusOf(caller)).toBe('changed');
  });

  it('drops a revoked key, and keeps the other key of its client', () => {
    const { ring, caller } = lettingIn(clientWith([first, second]));
    const other = ring.authenticate(`Bearer ${second.key}`);
    ring.replace([clientWith([second])]);
    expect(ring.keyStatusOf(caller)).toBe('ended');
    expect(ring.authenticate(`Bearer ${first.key}`)).toBeNull();
    expect(other && ring.keyStatusOf(other)).toBe('current');
  });
});
