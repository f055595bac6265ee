import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeOption } from '../../../src/model/describe-option.ts';
import { brokenListText, lengthProblem, problemOf } from '../../../src/model/option-problem.ts';
import { brokenOptionList, listOptions } from '../../../src/wire/transport/tcp-option-list.ts';
import { concat, decode, hex, ipv4, outcomeOf, tcp, text } from '../octets.ts';

function withOptions(octets: Uint8Array) {
  const padded = concat(octets, new Uint8Array((4 - (octets.length % 4)) % 4));
  return decode(ipv4(tcp({ options: padded, payload: text('abc') })), { linkType: 101 });
}
const list = (octets: string) =>
  listOptions(withOptions(hex(octets))).filter(({ kind }) => kind !== 0);

test.each([
  ['01', { kind: 1, name: 'nop' }],
  ['020405b4', { kind: 2, name: 'mss', mss: 1460 }],
  ['03030e', { kind: 3, name: 'window-scale', shift: 14 }],
  ['0402', { kind: 4, name: 'sack-permitted' }],
  ['050a fffffff0 00000010', { kind: 5, name: 'sack', blocks: [{ left: 0xfffffff0, right: 16 }] }],
  ['080a ffffffff 00000001', { kind: 8, name: 'timestamps', tsval: 0xffffffff, tsecr: 1 }],
  [
    '1312 000102030405060708090a0b0c0d0e0f',
    { kind: 19, name: 'md5', digest: '000102030405060708090a0b0c0d0e0f' },
  ],
  ['1c04 8005', { kind: 28, name: 'user-timeout', granularity: 1, timeout: 5 }],
  ['1d06 0102 abcd', { kind: 29, name: 'tcp-ao', keyId: 1, rNextKeyId: 2, mac: 'abcd' }],
  ['1e04 2a05', { kind: 30, name: 'mptcp', subtype: 2, data: '2a05' }],
  ['2202', { kind: 34, name: 'fast-open', cookie: '' }],
  ['2206 01020304', { kind: 34, name: 'fast-open', cookie: '01020304' }],
  ['ac08 000001 000002', { kind: 172, name: 'accurate-ecn', order: 0, counters: [1, 2] }],
  ['ae05 010203', { kind: 174, name: 'accurate-ecn', order: 1, counters: [0x010203] }],
  ['fe06 f989 abcd', { kind: 254, name: 'experimental', exId: 0xf989, data: 'abcd' }],
  ['4c04 beef', { kind: 76, name: 'unknown', data: 'beef' }],
])('%s', (octets, want) => {
  expect(list(octets)[0]).toEqual(want);
});

test.each([
  ['0203b4', 'mss', 'its length is 3 and should be 4'],
  ['030400ff', 'window-scale', 'its length is 4 and should be 3'],
  ['050c 00000001 00000002 0000', 'sack', 'its length is 12 and should be 2 and 8 for each block'],
  ['fe03 00', 'experimental', 'its length is 3 and should be at least 4'],
])('%s says what is wrong with it', (octets, option, problem) => {
  const first = list(octets)[0];
  if (first?.name !== 'malformed') throw new Error(`${first?.name} is not malformed`);
  expect(first.option).toBe(option);
  expect(lengthProblem(first.length, first.legal)).toBe(problem);
  const { option: name, length, legal } = first;
  const record = describeOption(first);
  if (record.name !== 'malformed') throw new Error(`${record.name} is not malformed`);
  expect(record.message).toBe(`${option}: ${problem}`);
  expect(problemOf(record), 'a record says as much').toEqual({ option: name, length, legal });
});

test.each([
  [
    '01010103',
    'option 3 (window-scale) at octet 23 of the header has no length: the header ends there',
  ],
  [
    '0201 0000',
    'option 2 (mss) at octet 20 of the header has length 1, which is below 2 or reaches beyond the header',
  ],
  [
    '63090000',
    'option 99 (unknown) at octet 20 of the header has length 9, which is below 2 or reaches beyond the header',
  ],
])('%s ends the list', (octets, problem) => {
  const packet = withOptions(hex(octets));
  expect(packet.optionsMalformed).toBe(true);
  const broken = brokenOptionList(packet);
  expect(broken && brokenListText(broken)).toBe(problem);
  expect(listOptions(packet).every(({ name }) => name === 'nop')).toBe(true);
});

test('the summary of a SYN', () => {
  const packet = withOptions(hex('020405b4 0402 080a 00000005 00000000 01 030307 2202'));
  expect(packet).toMatchObject({
    mss: 1460,
    sackPermitted: true,
    hasTimestamps: true,
    windowScale: 7,
  });
  expect(packet).toMatchObject({ timestampValue: 5, timestampEcho: 0, fastOpenCookieLength: 0 });
});

test('the summary of acknowledgments', () => {
  const aligned = withOptions(hex('0101080a ffffffff 00000007'));
  expect([aligned.hasTimestamps, aligned.timestampValue, aligned.timestampEcho]).toEqual([
    true,
    -1,
    7,
  ]);
  const sack = withOptions(hex('0101 0512 00000001 00000002 00000003 fffffffe'));
  expect(sack.sackBlockCount).toBe(2);
  expect([...sack.sackEdges.subarray(0, 4)]).toEqual([1, 2, 3, -2]);
  const mptcp = withOptions(hex('1e04 0000 1e04 2000'));
  expect(mptcp.mptcpSubtypes).toBe(0b101);
});

test('behind the end of the list nothing counts, and only zeros are listed', () => {
  const packet = withOptions(hex('00 020405b4'));
  expect(packet.mss).toBe(-1);
  expect(listOptions(packet)).toEqual([{ kind: 0, name: 'end-of-list' }]);
  expect(listOptions(withOptions(hex('01000000'))).map(({ kind }) => kind)).toEqual([1, 0, 0, 0]);
});

test('options cut by the snap length count as far as they are there', () => {
  const frame = ipv4(tcp({ options: hex('020405b4 0101080a 00000005 00000000') }));
  for (let cut = 1; cut <= 12; cut++) {
    const packet = decode(frame, { linkType: 101, captured: frame.length - cut });
    expect(outcomeOf(packet)).toBe('segment');
    expect([packet.mss, packet.hasTimestamps, packet.optionsSnapped]).toEqual([1460, false, true]);
    expect(listOptions(packet)[0]).toEqual({ kind: 2, name: 'mss', mss: 1460 });
  }
});

test.each([
  [16, 2],
  [15, 1],
  [8, 1],
  [7, 0],
  [0, 0],
])('of a SACK option with %i octets of its blocks captured %i blocks count', (there, blocks) => {
  const frame = ipv4(tcp({ options: hex('0101 0512 00000001 00000002 00000003 fffffffe') }));
  const packet = decode(frame, { linkType: 101, captured: frame.length - 16 + there });
  expect(packet.sackBlockCount).toBe(blocks);
  expect([...packet.sackEdges.subarray(0, 2 * blocks)]).toEqual([1, 2, 3, -2].slice(0, 2 * blocks));
});

test('any octets are listed, and the summary agrees with the list', () => {
  const kinds = fc.constantFrom(0, 1, 2, 3, 4, 5, 8, 30, 34, 254);
  const octets = fc.array(fc.oneof(kinds, fc.nat(12), fc.nat(255)), { maxLength: 40 });
  const property = fc.property(octets, (values) => {
    const packet = withOptions(Uint8Array.from(values));
    const last = (name: string) => listOptions(packet).findLast((option) => option.name === name);
    expect(last('mss')).toEqual(
      packet.mss < 0 ? undefined : { kind: 2, name: 'mss', mss: packet.mss },
    );
    expect(last('timestamps') !== undefined).toBe(packet.hasTimestamps);
    expect(last('sack-permitted') !== undefined).toBe(packet.sackPermitted);
    expect(brokenOptionList(packet) !== null).toBe(packet.optionsMalformed);
  });
  fc.assert(property, { numRuns: 1000 });
});
