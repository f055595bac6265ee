// Part of the build: runs the commands on small captures, so that V8 compiles what they need first, and
// leaves what it made beside each file of the bundle; bin/load.js tells the rest.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { compiledFile, load, scripts } = require('../bin/load.js');

const fixture = (name) => join(__dirname, '..', 'fixtures', name);
const CAPTURES = [fixture('close-by-client.pcap'), fixture('abort-by-client-ipv6.pcap')];
const RUNS = [
  [...CAPTURES],
  [...CAPTURES, '--ndjson'],
  [...CAPTURES, '--json', '-Y', 'tcp', '-f', 'tcp'],
  ['segments', ...CAPTURES],
  ['segments', ...CAPTURES, '--ndjson'],
  [...CAPTURES, '--where', 'durationSeconds > 1ms', '--after', '+0s'],
  ...['csv', 'markdown', 'mermaid'].flatMap((format) => [
    [...CAPTURES, '--format', format],
    ['segments', ...CAPTURES, '--format', format],
  ]),
  ...['bash', 'zsh', 'fish'].map((shell) => ['completion', shell]),
  ['follow', CAPTURES[0], '--connection', '0'],
  ['explain', CAPTURES[0], '--frame', '1'],
  ['check', CAPTURES[0], '--no-rules'],
];

async function precompile() {
  // What V8 compiled further here it would compile further in every run, as soon as it is loaded.
  setFlagsFromString('--no-sparkplug');
  const { start } = load('./tcpdissect.js');
  for (const words of RUNS) {
    process.argv = [...process.argv.slice(0, 2), ...words];
    const code = await start();
    if (code !== 0) throw new Error(`tcpdissect ${words.join(' ')} ended with ${code}`);
  }
  // As it was: V8 takes the files only where its flags are those with which they were made.
  setFlagsFromString('--sparkplug');
  for (const [path, script] of scripts) {
    writeFileSync(compiledFile(path), script.createCachedData());
  }
}

precompile().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
