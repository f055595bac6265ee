#!/usr/bin/env node
const { start } = require('../dist/command/tcpdissect.js');

// All output is written by now; a read that still waits on a pipe must not keep the process.
start().then((code) => process.exit(code));
