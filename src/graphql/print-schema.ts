import { readFile, writeFile } from 'node:fs/promises';
import { printSchema } from 'graphql';
import { schema } from './schema.ts';

// `node src/graphql/print-schema.ts` writes schema.graphql. With --check it only reports whether the file is up to
// date.
const file = new URL('../../schema.graphql', import.meta.url);
const printed = `${printSchema(schema)}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(file, printed);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== printed) {
  process.stderr.write('schema.graphql differs from the code: run `node src/graphql/print-schema.ts`.\n');
  process.exitCode = 1;
}
