import { expect, it } from 'vitest';
import { withoutEnd } from '../../src/lib/text.ts';

it.for([
  ['https://a.example//', '/', 'https://a.example'],
  ['100', '0', '1'],
  ['1001', '0', '1001'],
  ['000', '0', ''],
  ['', '0', ''],
] as const)('%j without %j at its end is %j', ([text, character, rest]) => {
  expect(withoutEnd(text, character)).toBe(rest);
});
