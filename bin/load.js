// Runs the bundle in dist/command. Half of the time of a small capture is V8 reading the source and
// compiling what of it runs first: the build (scripts/build.mjs) leaves what V8 made of it beside each
// file. That is taken only by the Node.js that made it, on the same kind of machine; every other one
// compiles the source, as it would without. Each file is already the function that Node.js puts around
// a module, and in ASCII, which needs no decoding.
const { closeSync, openSync, readSync } = require('node:fs');
const { join } = require('node:path');
const { constants, Script } = require('node:vm');

const folder = join(__dirname, '..', 'dist', 'command', '/');
const modules = new Map();

/** The file of a module that runs in this Node.js, in the form that V8 left it. */
const compiledFile = (path) =>
  `${path}.${process.version}-${process.platform}-${process.arch}.compiled`;

/** Every script that was run, by its path: for the build. */
const scripts = new Map();

function load(id) {
  const path = folder + id.slice(2);
  const known = modules.get(path);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  modules.set(path, module);
  const script = new Script(read(path).latin1Slice(), {
    filename: path,
    cachedData: readIfThere(compiledFile(path)),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  scripts.set(path, script);
  script.runInThisContext().call(module.exports, module.exports, requireFrom, module, path, folder);
  return module.exports;
}

function requireFrom(id) {
  return id.startsWith('./') ? load(id) : require(id);
}

/** What was read last: one room for all, since the system hands out each new page of memory anew. */
let room = Buffer.allocUnsafeSlow(2 ** 19);

/** The octets of a file, until the next is read. */
function read(path) {
  const file = openSync(path);
  let length = 0;
  for (let added = -1; added !== 0; length += added) {
    if (length === room.length) room = Buffer.concat([room, room]);
    added = readSync(file, room, length, room.length - length, null);
  }
  closeSync(file);
  return room.subarray(0, length);
}

function readIfThere(path) {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

module.exports = { load, scripts, compiledFile };
