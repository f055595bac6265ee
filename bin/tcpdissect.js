#!/usr/bin/env node
const { load } = require('./load.js');

// All output is written by now; a read that still waits on a pipe must not keep the process.
load('./tcpdissect.js')
  .start()
  .then((code) => process.exit(code));
