#!/usr/bin/env node
'use strict';

// Plain JavaScript that any Node reads: the gateway needs a newer one than its user may have. The package brings one as
// the optional dependency `node`; where it was left out, its user is told what to do.
const { spawn } = require('node:child_process');
const { dirname, join } = require('node:path');
const { constants } = require('node:os');
const { pathToFileURL } = require('node:url');
const { engines, scripts } = require('../package.json');

const needed = Number.parseInt(engines.node.replace(/\D+/u, ''), 10);
const command = join(__dirname, '..', 'dist', 'cli', 'onshelf.js');
const args = process.argv.slice(2);
/** What `npm start` asks of V8: its young generation can't be told once it runs. */
const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'));

const broughtNode = () => {
  try {
    const about = require.resolve('node/package.json');
    return join(dirname(about), require(about).bin.node);
  } catch {
    return null;
  }
};

const refuse = () => {
  process.stderr.write(
    `Onshelf needs Node ${needed} or newer, and this is ${process.version}. Install a newer one, or let npm bring it: ` +
      'npx -p node@26 -p onshelf onshelf\n',
  );
  process.exit(1);
};

/** Runs the command by another Node, as if it were this process: signals and the end are passed on. */
const runBy = (node) => {
  const child = spawn(node, [...flags, command, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', refuse);
  child.once('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
};

if (Number.parseInt(process.versions.node, 10) >= needed) {
  // The gateway takes this process's place with its flags, where a process can; what runs beside it needs none.
  if (args.length === 0 && process.platform !== 'win32') {
    process.execve(process.execPath, [process.execPath, ...flags, ...process.execArgv, command]);
  }
  import(pathToFileURL(command).href);
} else {
  const node = broughtNode();
  if (node) runBy(node);
  else refuse();
}
