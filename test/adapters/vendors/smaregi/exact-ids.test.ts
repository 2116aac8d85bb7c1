import { expect, it } from 'vitest';
import { bulkResponse, failedCallback } from '../../../../src/adapters/vendors/smaregi/wire.ts';

const ids = (json: string) =>
  [bulkResponse, failedCallback].map(
    (schema) => schema.safeParse({ requestId: JSON.parse(json), message: 'failed' }).data?.requestId ?? null,
  );

it("A4: reads a vendor's id with all its digits, or not at all", () => {
  expect(ids('9007199254740993')).toEqual([null, null]);
  expect(ids('1.5')).toEqual([null, null]);
  expect(ids('"9007199254740993"')).toEqual(['9007199254740993', '9007199254740993']);
  expect(ids('9007199254740991')).toEqual(['9007199254740991', '9007199254740991']);
});
