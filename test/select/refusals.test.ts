import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../src/select/display/fields.ts';
import { compileDisplayFilter } from '../../src/select/display/index.ts';
import { FilterError, pointAt } from '../../src/select/filter-error.ts';
import { compilePacketFilter } from '../../src/select/packet/index.ts';

/** The error that compiling a text ends with; undefined where there is none. */
function refusal(compile: (text: string) => unknown, text: string): FilterError | undefined {
  try {
    compile(text);
    return undefined;
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
}

describe('a packet filter', () => {
  it.each([
    ['', 0, 'there is no condition', undefined],
    ['hots 192.0.2.1', 0, 'expected a condition', 'host'],
    ['tcp prt 80', 4, 'expected and, or, or the end', 'port'],
    ['host example.org', 5, 'names are not looked up', undefined],
    ['port htpp', 5, 'htpp is no port', 'http'],
    ['port 70000', 5, 'ports end at 65535', undefined],
    ['icmp port 80', 10, 'icmp has no ports', undefined],
    ['net 192.0.2.1/24', 4, 'bits set', undefined],
    ['net 192.0.2.0/33', 14, 'prefix length from 0 to 32', undefined],
    ['ip6 host 192.0.2.1', 9, 'ip6 has no addresses', undefined],
    ['tcp[13] & tcp-sym != 0', 10, 'expected a number', 'tcp-syn'],
    ['tcp[13:3] = 1', 7, 'expected 1, 2 or 4 octets', undefined],
    ['tcp[13', 6, 'closing bracket, and the filter ends here', undefined],
    ['len / 0 = 1', 4, 'divided by zero', undefined],
    ['(tcp', 4, 'closing parenthesis', undefined],
    ['tcp)', 3, 'expected and, or, or the end', undefined],
    ['vlan 5000', 5, 'end at 4095', undefined],
    ['mpls', 0, 'MPLS', undefined],
    ['tcp or 80', 7, 'expected a condition', undefined],
    ['tcp $', 4, 'means nothing here', undefined],
    ['port ８０', 5, 'write 80 in place of the full-width ８０', undefined],
    ['host 192。0.2.1', 8, 'write . in place of the full-width 。', undefined],
    ['len ＝ 60', 4, 'write = in place of the full-width ＝', undefined],
    ['（tcp）', 0, 'write ( in place of the full-width （', undefined],
    ['host “192.0.2.1”', 5, '"“" means nothing here', undefined],
    ['port 80，443', 7, '"，" means nothing here', undefined],
  ])('%j is refused at %d', (text, position, reason, nearest) => {
    const error = refusal(compilePacketFilter, text);
    expect(error?.position).toBe(position);
    expect(error?.reason).toContain(reason);
    expect(error?.nearest).toBe(nearest);
  });
});

describe('a display filter', () => {
  it.each([
    ['', 0, 'there is no condition', undefined],
    ['tcp.flag.syn == 1', 0, 'there is no field tcp.flag.syn', 'tcp.flags.syn'],
    ['ip.addr = 192.0.2.1', 8, '== compares', undefined],
    ['tcp.port == http', 12, 'expected a number', undefined],
    ['tcp.payload contains "GET"', 12, 'looks into octets', undefined],
    ['tcp.analysis.retransmission == 1', 0, 'it is there or not', undefined],
    ['tcp.port == tcp.srcport', 12, 'not with another field', undefined],
    ['tcp[13] == 2', 3, 'slices', undefined],
    ['len(tcp.payload) > 1', 0, 'functions are not supported', undefined],
    ['tcp.port in 80', 12, 'a set in braces', undefined],
    ['tcp.port in {80', 15, 'and the filter ends here', undefined],
    ['ip.addr == 2001:db8::1', 11, 'of IPv4', undefined],
    ['ip.addr == 192.0.2.0/33', 11, 'of IPv4', undefined],
    ['frame.time_relative > soon', 22, 'expected seconds', undefined],
    ['tcp && ', 7, 'expected a field, as tcp.port, and the filter ends here', undefined],
    ['tcp adn ip', 4, 'expected a comparison', 'and'],
    ['all tcp.port < 80', 13, 'all goes with', undefined],
    ['tcp.stream == 1 )', 16, 'the end', undefined],
    ['tcp.port ＝＝ 80', 9, 'write == in place of the full-width ＝＝', undefined],
    ['tcp.port ！= 80', 9, 'write ! in place of the full-width ！', undefined],
    ['tcp.port in {80，443}', 15, 'write , in place of the full-width ，', undefined],
    ['tcp.port ＝ 80', 9, '"＝" means nothing here', undefined],
    ['tcp ｜ ip', 4, '"｜" means nothing here', undefined],
    ['tcp ｜｜ ip', 4, 'write || in place of the full-width ｜｜', undefined],
    ['tcp.port == 80；', 14, '"；" means nothing here', undefined],
    [`frame.len == ${'１'.repeat(90)}`, 13, '１...１', undefined],
  ])('%j is refused at %d', (text, position, reason, nearest) => {
    const error = refusal(compileDisplayFilter, text);
    expect(error?.position).toBe(position);
    expect(error?.reason).toContain(reason);
    expect(error?.nearest).toBe(nearest);
  });

  it('shows where it is wrong, and what is near', () => {
    expect(refusal(compileDisplayFilter, 'tcp and tcp.flag.syn == 1')?.message).toBe(
      [
        'there is no field tcp.flag.syn',
        '  tcp and tcp.flag.syn == 1',
        '          ^^^^^^^^^^^^',
        'did you mean tcp.flags.syn?',
      ].join('\n'),
    );
  });

  it('points below characters of two columns', () => {
    expect(pointAt('"中文" == x', 8, 1)).toEqual(['  "中文" == x', `  ${' '.repeat(10)}^`]);
    expect(pointAt('"中文"', 0, 4)).toEqual(['  "中文"', '  ^^^^^^']);
  });

  it('shows the part of a long one that is wrong', () => {
    const text = `${'tcp.len == 1 or '.repeat(40)}tcp.lem == 1`;
    const lines = refusal(compileDisplayFilter, text)?.message.split('\n') ?? [];
    const [, shown = '', carets = ''] = lines;
    expect(shown.slice(carets.indexOf('^'))).toBe('tcp.lem == 1');
    expect(carets.trim()).toBe('^^^^^^^');
  });
});

const COMPILERS = [
  ['packet', compilePacketFilter],
  ['display', compileDisplayFilter],
] as const;

const words = fc.constantFrom(
  ...['and', 'or', 'not', '(', ')', '!', '&&', '||', '==', '=', '!=', '<', '[', ']', ':', '&', '-'],
  ...['tcp', 'ip', 'ip6', 'host', 'port', 'net', 'src', 'dst', 'vlan', 'len', 'tcp[13]', 'proto'],
  ...[
    '80',
    '0',
    '192.0.2.1',
    '192.0.2.0/24',
    '2001:db8::1',
    '::',
    '1-2',
    '"x"',
    'in',
    '{',
    '}',
    ',',
  ],
  ...FIELDS.keys(),
);

describe.each(COMPILERS)('any text as a %s filter', (_, compile) => {
  it.each([
    ['characters', fc.string({ unit: 'binary', maxLength: 60 })],
    ['words', fc.array(words, { maxLength: 15 }).map((list) => list.join(' '))],
  ])('is compiled, or refused with a position (%s)', (_name, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const error = refusal(compile, text);
        if (error === undefined) return;
        expect(error.position).toBeGreaterThanOrEqual(0);
        expect(error.position).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['('.repeat(100_000)],
    ['not '.repeat(100_000)],
    [`${'tcp or '.repeat(20_000)}tcp`],
    [`${'tcp or tcp and '.repeat(5_000)}tcp`],
    [`len ${'+ len '.repeat(20_000)}= 1`],
    [`${'tcp['.repeat(20_000)}1`],
    ['-'.repeat(100_000)],
    ['x'.repeat(2_000_000)],
  ])('ends no stack (%#)', (text) => {
    const error = refusal(compile, text);
    expect(error === undefined || error.position >= 0).toBe(true);
  });
});
