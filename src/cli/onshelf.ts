import { readFileSync } from 'node:fs';
import { type Run, runCommand } from './command.ts';

// `onshelf` of the installed package, and `npm run -s cli --` from sources: the gateway, or a command beside it.

type Command = {
  readonly about: string;
  /** Each command loads its own code only. */
  readonly load: () => Promise<Run>;
};

const commands: ReadonlyMap<string, Command> = new Map([
  [
    'keys',
    {
      about: 'creates, lists and revokes API keys',
      load: async () => (await import('./keys/run.ts')).runKeys,
    },
  ],
  [
    'accounts',
    {
      about: 'lists the vendor accounts of the journal, and releases work that waits for one of them',
      load: async () => (await import('./accounts/run.ts')).runAccounts,
    },
  ],
  [
    'migrate-journal',
    {
      about: 'moves the embedded journal into PostgreSQL',
      load: async () => (await import('./migrate-journal/run.ts')).runMigrateJournal,
    },
  ],
  [
    'import',
    {
      about: 'sets the stock that a file states, through the API of a gateway',
      load: async () => (await import('./import/run.ts')).runImport,
    },
  ],
  [
    'export',
    {
      about: 'writes stock, products or operations of a gateway to a file',
      load: async () => (await import('./export/run.ts')).runExport,
    },
  ],
  [
    'sandbox',
    {
      about: 'starts the sandbox vendors without a gateway',
      load: async () => (await import('./sandbox.ts')).runSandbox,
    },
  ],
]);

const usage = `usage: onshelf [command]

  onshelf                  starts the gateway; settings come from the environment and from .env
${[...commands].map(([name, { about }]) => `  onshelf ${name.padEnd(16)} ${about}`).join('\n')}

  --help, --version`;

const version = (): string => {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return manifest.version;
};

const withoutCommand: Run = async (args, { out, say }) => {
  const [option, ...rest] = args;
  if (rest.length === 0 && (option === '--help' || option === '-h')) out(usage);
  else if (rest.length === 0 && (option === '--version' || option === '-v')) out(version());
  else {
    say(`onshelf: ${args.join(' ')} is not a command or an option. Settings are variables, e.g. PORT=4001.`);
    say(usage);
    return 2;
  }
  return 0;
};

const [name, ...rest] = process.argv.slice(2);
if (name === undefined) await import('../main.ts');
else {
  const command = commands.get(name);
  if (command) await runCommand(await command.load(), rest);
  else await runCommand(withoutCommand, [name, ...rest]);
}
