#!/usr/bin/env node
import { createNodeTerminal } from './node-terminal';
import { run } from './run';

run(process.argv.slice(2), createNodeTerminal()).then(
  (code) => {
    process.exitCode = code;
    // A connection that was left open must not keep the process.
    setImmediate(() => process.stdout.write('', () => process.exit()));
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
