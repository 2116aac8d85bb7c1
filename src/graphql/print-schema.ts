import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { printSchema } from 'graphql';
import { type ExampleTab, sandboxTabs } from './examples/sandbox-tabs.ts';
import { schema } from './schema.ts';

// `node src/graphql/print-schema.ts` writes schema.graphql, and the examples of GraphiQL as files. With --check it only
// reports which files are not up to date.
const root = new URL('../../', import.meta.url);

/** A document by its theme, such as `set-stock.graphql`, and its variables as JSON. */
const filesOf = ({ query, variables }: ExampleTab): readonly (readonly [path: string, text: string])[] => {
  const name = /^(?:query|mutation|subscription) (?<name>\w+)/mu.exec(query)?.groups?.['name'];
  if (!name) throw new Error(`An example has no name: ${query}`);
  const path = `examples/graphql/${name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '-').toLowerCase()}`;
  const document = [`${path}.graphql`, query] as const;
  return variables ? [document, [`${path}.variables.json`, `${variables}\n`]] : [document];
};

const files = [['schema.graphql', `${printSchema(schema)}\n`] as const, ...sandboxTabs.flatMap(filesOf)];

if (process.argv.includes('--check')) {
  for (const [path, text] of files) {
    if ((await readFile(new URL(path, root), 'utf8').catch(() => '')) === text) continue;
    process.stderr.write(`${path} differs from the code: run \`node src/graphql/print-schema.ts\`.\n`);
    process.exitCode = 1;
  }
} else {
  await mkdir(new URL('examples/graphql/', root), { recursive: true });
  for (const [path, text] of files) await writeFile(new URL(path, root), text);
}
