#!/usr/bin/env node
import { start } from '../dist/command/tcpdissect.js';

// All output is written by now; a read that still waits on a pipe must not keep the process.
process.exit(await start());
