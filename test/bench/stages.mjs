// One part of the pipe alone, for the benchmark: stages.mjs read|decode|checksums|analyse CAPTURE
import { ANALYSIS_DEFAULTS, analyze } from '../../dist/analyze.js';
import { CaptureInput } from '../../dist/capture/input.js';
import { OctetWindow } from '../../dist/capture/octet-window.js';
import { CaptureRecord } from '../../dist/capture/record.js';
import { createKernelMemory } from '../../dist/wire/checksum-kernel.js';
import { decodeFrame } from '../../dist/wire/decode.js';
import { Packet } from '../../dist/wire/packet.js';

const [, , stage, path] = process.argv;
if (stage === 'analyse') {
  await analyze({ ...ANALYSIS_DEFAULTS, inputs: [path] }, {});
} else {
  const memory = createKernelMemory();
  const window = new OctetWindow((octets) => memory.grow(octets));
  const input = await CaptureInput.open(path, window);
  const packet = new Packet();
  const record = new CaptureRecord();
  const isDecoded = stage !== 'read';
  const isVerified = stage === 'checksums';
  do {
    packet.attach(window.bytes, window.view);
    while (input.next(record)) {
      if (!isDecoded) continue;
      const { linkType, start, end, originalLength, fcsLength } = record;
      decodeFrame(packet, linkType, start, end, originalLength, fcsLength, isVerified);
    }
  } while (await input.refill());
}
