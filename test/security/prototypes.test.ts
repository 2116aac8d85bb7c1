import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readKeyFile } from '../../src/access/key-file.ts';
import { readChannels } from '../../src/config/channels.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { mutation, overHttp, overSocket } from './ask.ts';
import { keys } from './keys.ts';
import { sharedGateway } from './shared-gateway.ts';

const { url } = sharedGateway();
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'] as const;
const { key } = keys.full;

/** The properties of every object, before and after. */
const ofEveryObject = (): readonly unknown[] => [
  Object.getOwnPropertyNames(Object.prototype).toSorted(),
  Object.getOwnPropertyNames(Array.prototype).toSorted(),
  Object.getPrototypeOf({}) === Object.prototype,
];

describe('a name of an object property', () => {
  it('as a key of variables, of an input or of the request', async () => {
    const before = ofEveryObject();
    const { query, variables } = mutation([globalLinkStock('product-001', 1)]);
    const [text, sound] = [JSON.stringify(query), JSON.stringify(variables)];
    const item = JSON.stringify(globalLinkStock('product-001', 1)).slice(1);
    for (const name of names) {
      const polluting = `"${name}":{"polluted":true,"items":[],"scopes":{"read":true}}`;
      const asked = [
        `{${polluting},"query":${text},"variables":${sound}}`,
        `{"query":${text},"variables":{${polluting},${sound.slice(1)}}`,
        `{"query":${text},"variables":${sound},"extensions":{${polluting},"persistedQuery":{${polluting}}}}`,
        `{"query":${text},"variables":{"input":{${polluting},"items":[{${item}]}}}`,
        `{"query":${text},"variables":{"input":{"items":[{${polluting},${item}]}}}`,
        `{"query":${text},"variables":{"input":{${polluting}}}}`,
        `{"query":"{ channels { key } }","operationName":"${name}"}`,
      ];
      for (const [at, body] of asked.entries()) {
        const { status, text: answer } = await overHttp(url(), body, key);
        expect([body.slice(0, 80), [200, 400].includes(status ?? 0)]).toEqual([body.slice(0, 80), true]);
        // An unknown field of an input is refused, whatever it is called.
        if (at === 3 || at === 4)
          expect([status, /unknown field|not defined/u.test(answer) && answer.includes(name)]).toEqual([
            400,
            true,
          ]);
      }
    }
    expect(ofEveryObject()).toEqual(before);
  });

  it('as an id', async () => {
    const read = `query ($id: ID!, $text: String!) { channel(key: $id) { key } node(id: $id) { id } operation(id: $id) { id }
      product(channel: $id, productId: $id) { id } products(filter: { channels: [$id], search: $text, codes: [$text] }) { edges { cursor } }
      stock(targets: [{ channel: $id, productId: $id }, { channel: "global-link", productId: $id }]) { ... on StockUnknown { reason } } }`;
    for (const name of names) {
      const asked = { query: read, variables: { id: name, text: name } };
      for (const json of [(await overHttp(url(), asked, key)).json, await overSocket(url(), asked, key)]) {
        expect(json?.errors, name).toBeUndefined();
        const nothing = {
          channel: null,
          node: null,
          operation: null,
          product: null,
          products: { edges: [] },
        };
        expect(json?.data, name).toEqual({
          ...nothing,
          stock: [{ reason: 'UNKNOWN_CHANNEL' }, { reason: 'NEVER_SEEN' }],
        });
      }
      const items = [
        globalLinkStock(name, 1),
        globalLinkStock('product-001', 1, { channel: name }),
        globalLinkStock('product-002', 1, { options: [{ optionId: name, quantity: 1 }] }),
        smaregiStock(name, 1),
      ];
      const { json } = await overHttp(url(), mutation(items, { idempotencyKey: name }), key);
      const results = [{}, { code: 'UNKNOWN_CHANNEL' }, {}, { code: 'INVALID_VALUE' }];
      expect(json, name).toMatchObject({
        data: { setStock: { results, replayed: false, userErrors: [] } },
      });
    }
  });

  it('in a settings file', async () => {
    const before = ofEveryObject();
    const directory = await temporaryDirectory();
    const path = `${directory}/file.json`;
    for (const name of names) {
      await writeFile(
        path,
        `{"${name}":{"clients":[]},"clients":[{"${name}":{"id":"a"},"scopes":["${name}"]}]}`,
      );
      expect(readKeyFile(path).type, name).toBe('bad');
      await writeFile(
        path,
        `[{"${name}":{"env":"PATH"},"id":"${name}","vendor":"${name}","limits":{"${name}":1}}]`,
      );
      const defaults = {
        concurrency: 1,
        timeoutMs: 1,
        callbackTimeoutMs: 1,
        retryForMs: 1,
        retriesPerMinute: 1,
        catalogPollMs: 1,
        catalogFullPassMs: 1,
        driftAfterMs: 1,
      };
      const { channels, problems } = readChannels({ CHANNELS_FILE: path }, defaults);
      expect([channels, problems.length > 0], name).toEqual([[], true]);
    }
    expect(ofEveryObject()).toEqual(before);
  });
});
