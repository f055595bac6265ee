import { describe, expect, test } from 'vitest';
import { connLog, logOf, summary } from './conn-log.ts';

const OPEN = `
  > S 0:0(0)
  < S. 0:0(0) ack 1
  > . 1:1(0) ack 1
`;
const TALK = `
  > P. 1:11(10) ack 1
  < P. 1:21(20) ack 11
`;
const CLOSE = `
  > F. 11:11(0) ack 21
  < F. 21:21(0) ack 12
`;

describe('states from what opens and closes', () => {
  test.each([
    ['S0 S', '> S 0:0(0)'],
    ['S0 S', '> S 0:0(0)\n +1 > S 0:0(0)\n +2 > S 0:0(0)'],
    ['S1 ShA', OPEN],
    ['S1 ShADd', OPEN + TALK],
    ['SF ShADdFf', `${OPEN}${TALK}${CLOSE} > . 12:12(0) ack 22`],
    ['S2 ShADdF', `${OPEN}${TALK} > F. 11:11(0) ack 21`],
    ['S3 ShADdf', `${OPEN}${TALK} < F. 21:21(0) ack 11`],
    ['REJ Sr', '> S 0:0(0)\n < R. 0:0(0) ack 1'],
    ['REJ Hr', '> S. 0:0(0) ack 1\n < R 1:1(0)'],
    ['RSTO ShR', '> S 0:0(0)\n < S. 0:0(0) ack 1\n > R 1:1(0)'],
    ['RSTO ShADdR', `${OPEN}${TALK} > R. 11:11(0) ack 21`],
    ['RSTR ShADdr', `${OPEN}${TALK} < R. 21:21(0) ack 11`],
    ['RSTOS0 SR', '> S 0:0(0)\n > R 1:1(0)'],
    ['OTH R', '> R 1:1(0)'],
    ['OTH D', '> P. 1:11(10) ack 1'],
    ['OTH Dd', '> P. 1:11(10) ack 1\n < P. 1:11(10) ack 11'],
    ['SH SF', '> S 0:0(0)\n > F 1:1(0)'],
    ['SF ShADdFfR', `${OPEN}${TALK}${CLOSE} > R 12:12(0)`],
    ['SF DdFf', `${TALK}${CLOSE}`],
  ])('%s', (wanted, text) => {
    expect(summary(text)).toBe(wanted);
  });

  test('a reset by a responder whose originator is only known from its acknowledgments', () => {
    expect(summary('< S. 0:0(0) ack 1\n < R 1:1(0)', { client: 40_000, server: 80 })).toBe(
      'RSTRH ^hr',
    );
  });

  test('a FIN and a RST of one side, then the other side’s FIN: closed normally after all', () => {
    const text = `${OPEN}${TALK} > F. 11:11(0) ack 21\n > R. 12:12(0) ack 21\n < F. 21:21(0) ack 11`;
    expect(summary(text)).toBe('SF ShADdFRf');
  });

  test('an empty segment of the responder before its SYN-ACK is none of a partial connection', () => {
    expect(summary(`> S 0:0(0)\n < . 0:0(0) ack 1`)).toBe('S0 Sa');
  });

  test('a SYN of a side known from the middle on, while its peer is silent', () => {
    expect(summary('> . 1:1(0)\n > S 0:0(0)')).toBe('S0 AS');
  });
});

describe('reordered captures', () => {
  test.each([
    [
      'SYN-ACK before SYN',
      'SF Hs^ADdFf',
      `< S. 0:0(0) ack 1\n > S 0:0(0)\n > . 1:1(0) ack 1 ${TALK}${CLOSE}`,
    ],
    [
      'ACK before SYN-ACK',
      'SF SAhDdFf',
      `> S 0:0(0)\n > . 1:1(0) ack 1\n < S. 0:0(0) ack 1 ${TALK}${CLOSE}`,
    ],
    [
      'data before SYN-ACK',
      'SF SDhAdFf',
      `> S 0:0(0)\n > P. 1:11(10) ack 1\n < S. 0:0(0) ack 1\n > . 11:11(0) ack 1
       < P. 1:21(20) ack 11 ${CLOSE}`,
    ],
    ['no SYN', 'SF ^hADdFf', `< S. 0:0(0) ack 1\n > . 1:1(0) ack 1 ${TALK}${CLOSE}`],
    ['no SYN-ACK', 'SF SADdFf', `> S 0:0(0)\n > . 1:1(0) ack 1 ${TALK}${CLOSE}`],
    [
      'only the client’s half',
      'SH SADF',
      '> S 0:0(0)\n > . 1:1(0) ack 1\n > P. 1:11(10) ack 1\n > F. 11:11(0) ack 21',
    ],
    [
      'only the server’s half',
      'SHR ^hdf',
      '< S. 0:0(0) ack 1\n < P. 1:21(20) ack 11\n < F. 21:21(0) ack 12',
    ],
    [
      'segments swapped',
      'S1 ShADTa',
      `${OPEN} > P. 11:21(10) ack 1\n > P. 1:11(10) ack 1\n < . 1:1(0) ack 21`,
    ],
  ])('%s', (_name, wanted, text) => {
    expect(summary(text)).toBe(wanted);
  });

  test('the whole exchange backwards', () => {
    const record = logOf(`
      > . 12:12(0) ack 22
      < F. 21:21(0) ack 12
      > F. 11:11(0) ack 21
      < P. 1:21(20) ack 11
      > P. 1:11(10) ack 1
      > . 1:1(0) ack 1
      < S. 0:0(0) ack 1
    `);
    expect(record).toMatchObject({
      connState: 'SF',
      history: 'AfFdtDTh',
      origBytes: 0,
      respBytes: 0,
    });
  });
});

describe('the originator', () => {
  const MIDSTREAM = '< P. 1:21(20) ack 1\n > . 1:1(0) ack 21';

  test('is who sent first, where no port speaks against it', () => {
    const record = logOf(MIDSTREAM);
    expect(record).toMatchObject({ history: 'Da', origBytes: 20, respBytes: 0 });
  });

  test('is the other side where a likely server sends first', () => {
    const record = logOf(MIDSTREAM, { client: 40_000, server: 80 });
    expect(record).toMatchObject({ history: '^dA', origBytes: 0, respBytes: 20 });
  });

  test('of two likely servers, the one with the lower port is the server', () => {
    expect(logOf(MIDSTREAM, { client: 8080, server: 80 }).history).toBe('^dA');
    expect(logOf(MIDSTREAM, { client: 22, server: 443 }).history).toBe('Da');
  });

  test('a SYN-ACK between two likely servers is believed', () => {
    const text = '< S. 0:0(0) ack 1\n > R 1:1(0)';
    expect(summary(text, { client: 8080, server: 80 })).toBe('REJ Hr');
  });

  test('a SYN is believed whatever its ports', () => {
    expect(summary('< S 0:0(0)', { client: 40_000, server: 80 })).toBe('S0 S');
  });

  test('after an exchange, a mark of the role keeps the new originator’s SYN unwritten', () => {
    const text = '< S. 0:0(0) ack 1\n > . 1:1(0) ack 1\n > S 0:0(0)';
    expect(summary(text)).toBe('OTH ^hA');
  });

  test('a new SYN on the same sockets begins a new record', () => {
    expect(connLog('> S 0:0(0)\n > R 1:1(0)\n > S 900:900(0)').map((r) => r.history)).toEqual([
      'SR',
      'S',
    ]);
  });
});
