import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { QUICK_OPTIONS } from '../../src/check/quick-options.ts';
import { RECOMMENDED_NAMES } from '../../src/model/rules-file-schema.ts';
import { fixture, run } from '../cli/support/run.ts';

/** Names and the shorthand of the field: the same in every language. */
const NAMES: ReadonlySet<string> = new Set(
  [
    'tcpdissect tcpdump Wireshark Zeek pcap pcapng Enhanced Packet Block',
    'Accurate Fast Open Multipath cookie',
    'seq ack len win mss sack sack-ok tfo mptcp urg uto min exp kind accecn',
    'tcp udp arp icmp ethernet vlan raw-ip null-loopback linux-cooked',
    'TSval TSecr timestamps',
  ].flatMap((line) => line.split(' ')),
);

/** What the reader types or has typed, and what the capture says itself. */
const NOT_OURS = [
  /[^\s：]*fixtures\/[^\s：]*/g,
  /^ *(?:注释|id|查看|Wireshark) .*$/gm,
  // The payload of an explained frame, and parts of a bar.
  /^载荷：.*\n(?:.+\n)*/gm,
  /\b[hcsnwl]{20,}\b/g,
  /\b(?:0x)?[0-9a-f]{4,}\b/g,
  /^ +(?:\d+ )? ?(?:[0-9a-f]{2} )+/gm,
  /(?<![\w-])--?[a-z][a-z-]*/g,
  // Names of Wireshark's analysis, beside ours.
  /（[a-z_]+）/g,
];

const QUICK = ['--no-resets', '--no-retransmissions', '--no-zero-window', '--no-invalid-checksums'];
const SPANS = ['--max-handshake', '--max-rtt', '--max-rtt-p95', '--max-duration'];
const COMMANDS = [
  ['-v'],
  ['segments'],
  ['explain', '--frame', '5'],
  ['check', '--no-rules', ...QUICK, ...SPANS.flatMap((name) => [name, '1us'])],
];

const RULES: ReadonlySet<string> = new Set([
  ...RECOMMENDED_NAMES,
  ...QUICK_OPTIONS.map(({ name }) => name),
]);

const fixtures = readdirSync(new URL('../../fixtures/', import.meta.url)).filter((name) =>
  /\.pcap(ng)?$/.test(name),
);

describe.each(fixtures)('what is told of %s in Chinese', (name) => {
  it('has no word in English', async () => {
    for (const argv of COMMANDS) {
      const env = { LANG: 'zh_CN.UTF-8', COLUMNS: '200' };
      const { stdout, stderr } = await run([...argv, fixture(name)], { env });
      const text = NOT_OURS.reduce(
        (left, pattern) => left.replaceAll(pattern, ''),
        stdout + stderr,
      );
      // Words in capitals are names: of flags, states, protocols.
      const found = text.match(/(?<![\w-])[A-Za-z][a-z][A-Za-z-]*[a-z](?![\w-])/g) ?? [];
      const words = found.filter((word) => !NAMES.has(word) && !RULES.has(word));
      expect(words, argv.join(' ')).toEqual([]);
    }
  });
});
