import { expect, it } from 'vitest';
import { createLogBrokenRequest } from '../../src/http/broken-requests.ts';

it('D11: a flood of broken requests writes one line for clients that left, and one for the others', () => {
  const lines: unknown[] = [];
  const tell = createLogBrokenRequest({ warn: (line: unknown) => void lines.push(line) });
  const gone = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  for (let count = 0; count < 500; count += 1) tell(gone, `/webhooks/smaregi/secret-${count}`);
  for (let count = 0; count < 500; count += 1) tell(new TypeError('a bug'), `/${'x'.repeat(10_000)}`);
  expect(lines).toEqual([
    { err: gone, path: '/webhooks' },
    { err: new TypeError('a bug'), path: `/${'x'.repeat(199)}` },
  ]);
});
