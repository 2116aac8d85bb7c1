import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from 'graphql-sse';
import { readConfig } from '../../../src/config/config.ts';
import { freePort } from '../../support/free-port.ts';
import { authorization } from '../../support/graphql.ts';
import { builtPrograms } from '../../support/resource.ts';
import { type OnFinished, temporaryDirectory } from '../../support/temporary-directory.ts';
import { differenceIn, differenceInText } from './differences.ts';
import { missingProgram, pythonPath } from './missing-programs.ts';
import { pageDatabase } from './page-database.ts';
import { createPageGateways } from './page-gateway.ts';
import { metricsProblem } from './page-metrics.ts';
import { inFolder, settingsIn, startOf } from './page-settings.ts';
import { type Shell, startShell } from './shell.ts';
import { type Snippet, type Step, snippetsOf } from './snippets.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cli = /npm run -s cli --/gu;

/**
 * `npm run` changes into the folder of the package; the snippets stay in their own. The commands run from the programs
 * that are built once for a test run, because they start with less than half of the CPU time.
 */
const withoutNpm = async (text: string): Promise<string> => {
  const commands = text.replaceAll('npx ', '');
  if (commands.match(cli) === null) return commands;
  return commands.replaceAll(cli, `node ${(await builtPrograms())('src/cli/onshelf.ts')}`);
};

/** The files that programs read without being given their names. */
const readByDefault = ['.env', 'package.json', 'tsconfig.json', 'codegen.ts'];

/** The port at which a gateway listens without a setting. */
const shownPort = '4000';

const fewProducts = 100;

/** The page with free ports, and the port in place of 4000. */
const withFreePorts = async (text: string): Promise<{ readonly text: string; readonly port: string }> => {
  const port = String(await freePort());
  const ports = new Set(text.match(/(?<=(?:127\.0\.0\.1|localhost):|PORT=)(?!5432)\d{4}\b/gu));
  let found = text.replaceAll('--port-base 4010', `--port-base 0 --products ${fewProducts}`);
  for (const shown of ports) {
    const own = shown === shownPort ? port : String(await freePort());
    found = found.replaceAll(new RegExp(`\\b${shown}\\b`, 'gu'), own);
  }
  return { text: found, port };
};

const post = async (url: string, key: string, body: unknown): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(key) },
    body: JSON.stringify(body),
  });
  return response.json();
};

export type PageReport = {
  /** What is wrong with the page, one line for each snippet. */
  readonly differences: readonly string[];
  /** What could not be run on this machine. */
  readonly skipped: readonly string[];
};

/** Runs the snippets of a page in their order, because later ones use what earlier ones wrote. */
export const runPage = async (page: string, later: OnFinished): Promise<PageReport> => {
  const directory = await temporaryDirectory(later);
  const files = await temporaryDirectory(later);
  const local = await withFreePorts(readFileSync(`${root}${page}`, 'utf8'));
  const database = await pageDatabase(local.text, later);
  const { text } = database;
  const snippets = snippetsOf(text);
  await symlink(`${root}node_modules`, `${directory}/node_modules`);
  // Each gateway reads the lists of its vendors at its start. A page that lists no products needs few.
  const products = /\bproducts\(/u.test(text) ? 500 : fewProducts;
  const gateways = createPageGateways({ directory, files, products }, later);
  const env = {
    PATH: `${files}/bin:${root}node_modules/.bin:${process.env['PATH']}`,
    HOME: files,
    PYTHONDONTWRITEBYTECODE: '1',
    // Most of the time of a short program is the reading of its modules.
    NODE_COMPILE_CACHE: `${root}node_modules/.cache/onshelf`,
  };
  let shell: Shell | null = null;
  const openShell = async (): Promise<Shell> => {
    if (shell !== null) return shell;
    const python = text.includes('python3') ? await pythonPath() : null;
    if (python !== null) {
      // A program of its own, and not a function, so that `$!` is the process that a page ends.
      await mkdir(`${files}/bin`);
      await writeFile(`${files}/bin/python3`, `#!/bin/sh\nexec '${python}' "$@"\n`, { mode: 0o755 });
    }
    shell = startShell({ cwd: directory, files }, env, later);
    return shell;
  };
  const problemOfMetrics = (of: string): Promise<string | null> =>
    metricsProblem(
      of,
      gateways.running().map(({ url, metricsUrl }) => metricsUrl ?? `${url}/metrics`),
    );
  const startsItself = snippets.some((one) => one.kind === 'sh' && startOf(one.text) !== null);
  const firstUrl = async (): Promise<string> => {
    if (gateways.running().length === 0 && !startsItself) {
      await gateways.start({ PORT: local.port });
    }
    const [first] = gateways.running();
    if (first === undefined) throw new Error('no gateway runs: the page starts it later');
    return first.url;
  };

  const runShell = async (snippet: Snippet): Promise<string> => {
    const start = startOf(snippet.text);
    if (start !== null) {
      await gateways.start({ PORT: local.port, ...start });
      return '';
    }
    if (!startsItself) await firstUrl();
    return (await openShell()).run(await withoutNpm(snippet.text));
  };

  const runDocument = async (snippet: Snippet & { readonly kind: 'graphql' }): Promise<unknown> => {
    const request = { query: snippet.text, variables: snippet.variables };
    const url = await firstUrl();
    const given = (await (await openShell()).run('printf %s "$ONSHELF_KEY"')) || gateways.key;
    if (!/^\s*subscription\b/u.test(snippet.text)) return post(url, given, request);
    const events = createClient({ url: `${url}/graphql`, headers: authorization(given) }).iterate(request);
    const { shown } = snippet;
    const wanted = shown?.kind === 'json' && Array.isArray(shown.value) ? shown.value.length : 1;
    const found: unknown[] = [];
    for await (const event of events) if (found.push(event) === wanted) break;
    return found;
  };

  const keepFile = async (snippet: Snippet & { readonly kind: 'file' }): Promise<string | null> => {
    const folder = snippet.name.split('/').slice(0, -1).join('/');
    if (folder !== '') await mkdir(`${directory}/${folder}`, { recursive: true });
    await writeFile(`${directory}/${snippet.name}`, snippet.text);
    if (snippet.language === 'yaml') return problemOfMetrics(snippet.text);
    if (readByDefault.includes(snippet.name)) return null;
    const stem = basename(snippet.name).replace(/\..*$/u, '');
    const used = new RegExp(`from \\S*${stem}\\b`, 'u');
    const isUsed = snippets.some(
      ({ line, text: other }) => line > snippet.line && (other.includes(snippet.name) || used.test(other)),
    );
    return isUsed ? null : `no later command uses ${snippet.name}`;
  };

  const compare = (
    shown: (Snippet & { readonly kind: 'sh' | 'graphql' | 'sql' })['shown'],
    answer: unknown,
  ) => {
    if (shown?.kind === 'text') return differenceInText(shown.text, String(answer));
    if (shown) return differenceIn(shown.value, typeof answer === 'string' ? JSON.parse(answer) : answer);
    const hasErrors = typeof answer === 'object' && answer !== null && 'errors' in answer;
    return hasErrors ? `the page shows no answer, and it has errors: ${JSON.stringify(answer)}` : null;
  };

  const before = async (step: Step | null): Promise<void> => {
    if (step === 'after a stop') await gateways.stop();
    if (step === 'while smaregi does not answer')
      gateways
        .vendors()
        ?.smaregi.control.fail({ on: '*', kind: 'reset-before', times: Number.POSITIVE_INFINITY });
  };
  const after = (step: Step | null): void => {
    if (step === 'while smaregi does not answer') gateways.vendors()?.smaregi.control.reset();
  };

  const differenceOf = async (snippet: Snippet): Promise<string | null> => {
    switch (snippet.kind) {
      case 'sh':
        return compare(snippet.shown, await runShell(snippet));
      case 'graphql':
        return compare(snippet.shown, await runDocument(snippet));
      case 'sql':
        return compare(snippet.shown, await database.run(snippet.text));
      case 'file':
        return keepFile(snippet);
      case 'settings':
        readConfig(inFolder(settingsIn(snippet.text), directory));
        return null;
      case 'metrics':
        return problemOfMetrics(snippet.text);
      case 'excluded':
        return null;
      case 'unknown':
        return `the test does not know what to do with a block of ${snippet.language || 'no language'}`;
    }
  };

  const differences: string[] = [];
  const skipped: string[] = [];
  for (const snippet of snippets) {
    await before(snippet.step);
    const missing = snippet.kind === 'sh' ? await missingProgram(snippet.text, database.url) : null;
    if (missing !== null) {
      skipped.push(`${page}:${snippet.line}: ${missing}`);
      continue;
    }
    const difference = await differenceOf(snippet).catch((error: unknown) => String(error));
    after(snippet.step);
    if (difference !== null) differences.push(`${page}:${snippet.line}: ${difference}`);
  }
  return { differences, skipped };
};
