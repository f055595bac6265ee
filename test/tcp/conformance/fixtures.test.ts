import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findingsIn } from './capture-findings.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

/** What is found in each fixture that was recorded for a rule, or shows a trouble; nothing in the others. */
const FOUND: Readonly<Record<string, readonly string[]>> = {
  'abort-by-client-ipv6.pcap': ['warning reset client 8'],
  'abort-by-client.pcap': ['warning reset client 8'],
  'abort-by-server.pcap': ['warning reset server 14'],
  'abort-in-close-wait.pcap': ['warning reset server 10'],
  'abort-in-fin-wait.pcap': ['warning reset client 10'],
  'ack-missing.pcap': ['error ack-missing client 4'],
  'acknowledgment-of-unsent-data.pcap': ['error acknowledgment-of-unsent-data client 8'],
  'close-with-unread-data.pcap': ['warning reset server 10'],
  'corrupted-segment-at-server.pcap': ['warning invalid-checksum client 13'],
  'data-after-close.pcap': ['warning reset client 11'],
  'data-beyond-window.pcap': ['error data-beyond-window client 8'],
  'data-on-syn.pcap': ['warning data-on-syn client 1'],
  'half-open-peer.pcap': ['warning half-open-peer server 9'],
  'half-open-scan.pcap': ['warning reset client 3'],
  'half-open-then-syn.pcap': ['#1 warning syn-in-established client 8'],
  'initial-sequence-repeated.pcap': ['#1 warning initial-sequence-repeated client 11'],
  'keep-alive-gives-up.pcap': ['warning keep-alive-timeout client 10'],
  'lost-handshake-ack.pcap': ['warning handshake-retransmitted server 4'],
  'lost-syn-ack.pcap': ['warning handshake-retransmitted client 2'],
  'lost-syn.pcap': ['warning handshake-retransmitted client 2'],
  'malformed-headers.pcap': ['warning malformed-options client 9'],
  'malformed-options.pcap': ['warning malformed-options client 4,6,8,10'],
  'many-connections.pcap': [4, 9, 14, 19, 24, 29, 34, 39, 44, 49].map(
    (id) => `#${id} warning reset client ${10 * id + 7}`,
  ),
  'mss-above-mtu.pcap': ['info mss-above-mtu client 1'],
  'old-syn-in-time-wait.pcap': ['#1 info time-wait-reuse client 11'],
  'overlap-with-other-data.pcap': ['error overlap-with-other-data client 6'],
  'port-reuse.pcap': ['#1 warning reset client 19', '#1 info time-wait-reuse client 12'],
  'port-zero.pcap': ['warning port-zero client 1', 'warning refused server 2'],
  'refused-by-firewall.pcap': ['warning unanswered client 1', 'warning icmp-unreachable client 2'],
  'refused-ipv6.pcap': ['warning refused server 2'],
  'refused.pcap': ['warning refused server 2'],
  'reserved-bits.pcap': ['warning reserved-bits client 4,6'],
  'reset-with-wrong-sequence.pcap': [
    'warning reset-with-unacceptable-sequence client 8,9',
    'warning reset client 11',
  ],
  'scan-probes.pcap': [
    'error null-segment client 1',
    'error ack-missing client 3',
    'error xmas-segment client 5',
    'warning reset server 6',
    '#1 error syn-fin client 7',
    '#1 error syn-rst client 9',
    '#1 warning refused server 8',
  ],
  'syn-in-established.pcap': ['#1 warning syn-in-established client 8'],
  'syn-options-outside-syn.pcap': ['warning option-outside-syn client 4'],
  'timestamps-go-back.pcap': ['warning timestamps-go-back client 4,8'],
  'unanswered.pcap': ['warning unanswered client 1,2,3,4'],
  'urgent-pointer-without-urg.pcap': ['info urgent-pointer-without-urg client 4'],
  'user-timeout.pcap': ['warning data-unacknowledged client 11'],
  'window-probe-with-octet.pcap': ['warning zero-window server'],
  'window-scale-above-14.pcap': ['warning window-scale-above-14 client 1'],
  'window-shrunk.pcap': ['warning window-shrunk client 4,7'],
  'wrong-checksums.pcap': ['warning invalid-checksum client 4,5,6'],
  'zero-window.pcap': ['warning zero-window server'],
};

/** Why the reset of a fixture was sent. */
const RESET_CAUSES: Readonly<Record<string, string>> = {
  'abort-by-client.pcap': 'abort',
  'abort-by-server.pcap': 'abort',
  'abort-in-close-wait.pcap': 'abort',
  'abort-in-fin-wait.pcap': 'abort',
  'close-with-unread-data.pcap': 'unread-data',
  'data-after-close.pcap': 'data-after-close',
  'half-open-peer.pcap': 'half-open-peer',
  'half-open-scan.pcap': 'abort',
  'keep-alive-gives-up.pcap': 'keep-alive-timeout',
  'refused.pcap': 'refused',
};

const captures = readdirSync(FIXTURES).filter(
  (name) => /\.pcap(ng)?$/.test(name) && !/^(damaged-|empty|not-a-capture)/.test(name),
);

describe('findings in the fixtures', () => {
  test.each(captures)('%s', async (name) => {
    const { told, totals, records } = await findingsIn(FIXTURES + name);
    // Loss is counted by rules of its own, which have tests of their own.
    expect(told.filter((line) => !line.includes(' retransmissions '))).toEqual(FOUND[name] ?? []);
    const bySeverity = { info: 0, warning: 0, error: 0 };
    for (const { severity } of records) bySeverity[severity]++;
    expect(totals.findings).toEqual(bySeverity);
  });

  test.each(Object.entries(RESET_CAUSES))('the reset of %s: %s', async (name, cause) => {
    expect((await findingsIn(FIXTURES + name)).resets).toEqual([cause]);
  });
});

describe('sentences', () => {
  test.each([
    ['data-on-syn.pcap', 'The client sent 50 octets of data on its SYN without Fast Open'],
    ['malformed-options.pcap', 'The client sent TCP options with an impossible length (4 times).'],
    ['unanswered.pcap', '4 SYNs in 7.1 s were not answered.'],
    ['refused.pcap', 'The server refused the connection: it answered the SYN with a reset.'],
    [
      'data-after-close.pcap',
      'The client closed first; the server kept sending for 71 ms; the client answered with a reset because it no longer read.',
    ],
    [
      'keep-alive-gives-up.pcap',
      'The server did not answer 2 keep-alive probes in 2.0 s: the client gave it up with a reset.',
    ],
    ['zero-window.pcap', 'The server did not read: its window was closed for 1.4 s'],
  ])('%s', async (name, sentence) => {
    const { records } = await findingsIn(FIXTURES + name);
    expect(records.map(({ message }) => message)).toContainEqual(expect.stringContaining(sentence));
    for (const { message, rfc } of records) {
      expect(message).toMatch(/^[A-Z0-9].*\.$/);
      expect(rfc).toMatch(/^RFC \d+, section [\d.]+$/);
    }
  });
});
