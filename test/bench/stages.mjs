// The pipe up to one of its stages, for the benchmark: stages.mjs STAGE CAPTURE. Each stage does what
// those before it do, so that a difference is what it adds.
import { closeSync, openSync, readSync } from 'node:fs';
import { ANALYSIS_DEFAULTS, analyze, createWindow } from '../../dist/analyze.js';
import { CaptureInput } from '../../dist/capture/input.js';
import { CaptureRecord } from '../../dist/capture/record.js';
import { FlowTable } from '../../dist/tcp/flow-table.js';
import { decodeFrame } from '../../dist/wire/decode.js';
import { Packet, SEGMENT } from '../../dist/wire/packet.js';

const IPV4_KEY_WORDS = 3;

const STAGES = {
  load: () => {},
  read: (path) => {
    const { bytes } = createWindow();
    const descriptor = openSync(path, 'r');
    while (readSync(descriptor, bytes) > 0);
    closeSync(descriptor);
  },
  walk: (path) => walk(path, () => {}),
  decode: (path) =>
    walk(
      path,
      decoder(false, () => {}),
    ),
  checksum: (path) =>
    walk(
      path,
      decoder(true, () => {}),
    ),
  lookup: (path) => walk(path, decoder(true, lookup())),
  analyse: (path) => analyze({ ...ANALYSIS_DEFAULTS, inputs: [path] }, {}),
};

async function walk(path, take) {
  const window = createWindow();
  const input = await CaptureInput.open(path, window);
  const record = new CaptureRecord();
  do {
    while (input.next(record)) take(record, window);
  } while (await input.refill());
}

function decoder(isVerified, take) {
  const packet = new Packet();
  return ({ linkType, start, end, originalLength, fcsLength }, window) => {
    if (packet.bytes !== window.bytes) packet.attach(window.bytes, window.view);
    const length = originalLength;
    const outcome = decodeFrame(packet, linkType, start, end, length, fcsLength, isVerified);
    if (outcome === SEGMENT) take(packet);
  };
}

/** Finds each segment's connection; the captures of the benchmark are IPv4. */
function lookup() {
  const table = new FlowTable(IPV4_KEY_WORDS, 1, 2);
  const key = new Int32Array(IPV4_KEY_WORDS);
  return ({ source0, destination0, sourcePort, destinationPort }) => {
    const isFirst = source0 >>> 0 < destination0 >>> 0;
    key[0] = isFirst ? source0 : destination0;
    key[1] = isFirst ? destination0 : source0;
    key[2] = isFirst ? (sourcePort << 16) | destinationPort : (destinationPort << 16) | sourcePort;
    table.findOrAdd(key);
  };
}

const [, , stage, path] = process.argv;
await STAGES[stage](path);
