#!/usr/bin/env node
'use strict';

// Plain JavaScript that any Node reads: the gateway needs a newer one than its user may have. The package brings one as
// the optional dependency `node`; where it was left out, its user is told what to do.
const { spawn } = require('node:child_process');
const { dirname, join } = require('node:path');
const { constants } = require('node:os');
const { pathToFileURL } = require('node:url');
const { engines } = require('../package.json');

const needed = Number.parseInt(engines.node.replace(/\D+/u, ''), 10);
const command = join(__dirname, '..', 'dist', 'command.js');

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
  const child = spawn(node, [command, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', refuse);
  child.once('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
};

if (Number.parseInt(process.versions.node, 10) >= needed) {
  import(pathToFileURL(command).href);
} else {
  const node = broughtNode();
  if (node) runBy(node);
  else refuse();
}
