#!/usr/bin/env node
'use strict';

// Plain JavaScript that an old Node can run, because the gateway may need a newer Node than the user's. The package
// brings one as the optional dependency `node`. If that is missing, a message states what to do.
const { spawn } = require('node:child_process');
const { dirname, join } = require('node:path');
const { constants } = require('node:os');
const { pathToFileURL } = require('node:url');
const { engines, scripts } = require('../package.json');

const needed = engines.node.replace(/^>=/u, '');
const [neededMajor, neededMinor] = needed.split('.').map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > neededMajor || (major === neededMajor && minor >= neededMinor);
const command = join(__dirname, '..', 'dist', 'cli', 'onshelf.js');
const args = process.argv.slice(2);
/** The flags of `npm start`. V8 reads the size of its young generation only at its start. */
const flags = scripts.start.split(' ').filter((word) => word.startsWith('--'));

const bundledNode = () => {
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

/** Runs the command with another Node. Passes signals on, and ends as it ends. */
const runWith = (node) => {
  const child = spawn(node, [...flags, command, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', refuse);
  child.once('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
};

if (isNewEnough) {
  // The gateway replaces this process, so that it gets its flags. The other commands need no flags.
  if (args.length === 0 && process.platform !== 'win32') {
    process.execve(process.execPath, [process.execPath, ...flags, ...process.execArgv, command]);
  }
  import(pathToFileURL(command).href);
} else {
  const node = bundledNode();
  if (node) runWith(node);
  else refuse();
}
