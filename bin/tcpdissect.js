#!/usr/bin/env node
import { main } from '../dist/cli/main.js';
import { processIo } from '../dist/cli/process-io.js';

// All output is written by now; a read that still waits on a pipe must not keep the process.
process.exit(await main(process.argv.slice(2), processIo()));
