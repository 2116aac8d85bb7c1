import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLimits } from '../../src/config/limits.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const read = async (content: string) => {
  const path = join(await temporaryDirectory(), 'manifest.json');
  await writeFile(path, content);
  return { path, ...readLimits({ TRUSTED_DOCUMENTS_FILE: path }) };
};

describe('TRUSTED_DOCUMENTS_FILE', () => {
  it('names documents by their hashes', async () => {
    const { limits } = await read('{ "x": "{ __typename }", "__proto__": "{ channels { key } }" }');
    expect([...(limits?.trustedDocuments ?? [])]).toContainEqual(['x', '{ __typename }']);
  });

  it.for([
    ['no JSON', '{ "x": ', 'is not valid JSON'],
    ['a list', '["{ __typename }"]', 'is no JSON object of documents by their hashes'],
    ['a document that is not a text', '{ "x": 7 }', 'is no JSON object of documents by their hashes'],
    ['nothing', '{}', 'names no document'],
  ] as const)('must not contain %s', async ([, content, problem]) => {
    const { path, limits, problems } = await read(content);
    expect(limits).toBeNull();
    expect(problems).toEqual([`TRUSTED_DOCUMENTS_FILE: ${path} ${problem}`]);
  });

  it('must exist', () => {
    expect(readLimits({ TRUSTED_DOCUMENTS_FILE: 'nowhere.json' }).problems).toEqual([
      "TRUSTED_DOCUMENTS_FILE: nowhere.json can't be read (ENOENT)",
    ]);
  });
});
