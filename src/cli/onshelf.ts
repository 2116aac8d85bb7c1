import { readFileSync } from 'node:fs';

/** `onshelf` of the installed package: the gateway, or one of the programs beside it. */

type Program = {
  readonly about: string;
  /** Each reads the arguments after its name from `process.argv`, and runs when it is imported. */
  readonly run: () => Promise<unknown>;
};

const programs: ReadonlyMap<string, Program> = new Map([
  ['keys', { about: 'makes, lists and revokes API keys', run: () => import('./keys.ts') }],
  [
    'accounts',
    {
      about: 'lists accounts, and releases work that waits for another one',
      run: () => import('./accounts.ts'),
    },
  ],
  [
    'migrate-journal',
    { about: 'moves the embedded journal into PostgreSQL', run: () => import('./migrate-journal.ts') },
  ],
  ['sandbox', { about: 'stand-ins for the vendors, alone', run: () => import('../sandbox/main.ts') }],
]);

const usage = `usage: onshelf [command]

  onshelf            starts the gateway; settings come from the environment and from .env
${[...programs].map(([name, { about }]) => `  onshelf ${name.padEnd(16)} ${about}`).join('\n')}

  --help, --version
`;

const version = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
};

const say = (text: string): void => void process.stdout.write(text);

const refuse = (name: string): void => {
  process.stderr.write(
    `onshelf: ${name} is no command and no option. Settings are variables, e.g. PORT=4001.\n${usage}`,
  );
  process.exitCode = 2;
};

const run = async (name: string | undefined, rest: readonly string[]): Promise<void> => {
  if (name === undefined) return void (await import('../main.ts'));
  const program = programs.get(name);
  if (program) {
    process.argv.splice(2, 1);
    await program.run();
  } else if (rest.length === 0 && (name === '--help' || name === '-h')) say(usage);
  else if (rest.length === 0 && (name === '--version' || name === '-v')) say(`${version()}\n`);
  else refuse([name, ...rest].join(' '));
};

const [name, ...rest] = process.argv.slice(2);
await run(name, rest);
