import { describe, expect, test } from 'vitest';
import { path, story } from './story.ts';

const OPEN = `
  > S 0:0(0)
  < S. 0:0(0) ack 1
  > . 1:1(0) ack 1
`;

function pathsOf(text: string, connection = 0) {
  const told = story(text).connections[connection];
  if (told === undefined) throw new Error('no such connection');
  return { client: path(told, 'client'), server: path(told, 'server'), ended: told.ended };
}

describe('opening', () => {
  test('three-way handshake: both states after each segment (RFC 9293, Figure 6)', () => {
    expect(story(OPEN).lines.map((line) => line.states)).toEqual([
      'SYN-SENT SYN-RECEIVED',
      'ESTABLISHED SYN-RECEIVED',
      'ESTABLISHED ESTABLISHED',
    ]);
  });

  test('what was inferred is confirmed by the endpoint’s own segments', () => {
    expect(story(`${OPEN} < P. 1:101(100) ack 1`).connections[0]?.transitions).toEqual([
      '1 client: CLOSED > SYN-SENT (snd SYN)',
      '1 server: LISTEN > SYN-RECEIVED (rcv SYN)',
      '2 client: SYN-SENT > ESTABLISHED (rcv SYN,ACK)',
      '3 server: SYN-RECEIVED > ESTABLISHED (rcv ACK of SYN)',
    ]);
  });

  test('simultaneous open (Figure 7): both through SYN-SENT and SYN-RECEIVED', () => {
    const both = ['SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED'];
    const told = pathsOf(`
      > S 0:0(0)
      < S 0:0(0)
      > S. 0:0(0) ack 1
      < S. 0:0(0) ack 1
      > . 1:1(0) ack 1
      < . 1:1(0) ack 1
    `);
    expect(told.client).toEqual(both);
    expect(told.server).toEqual(both);
  });

  test('a refused SYN leaves both closed', () => {
    const told = story('> S 0:0(0)\n < R. 0:0(0) ack 1').connections[0];
    expect(told?.client).toBe('CLOSED');
    expect(told?.server).toBe('CLOSED');
    expect(told?.ended).toBe('reset');
  });

  test('an unanswered SYN, sent again', () => {
    const told = pathsOf('> S 0:0(0)\n +1 > S 0:0(0)\n +2 > S 0:0(0)');
    // Nothing shows that anybody received it.
    expect(told).toEqual({ client: ['SYN-SENT'], server: [], ended: 'open' });
  });

  test('a SYN-ACK sent again withdraws ESTABLISHED until the next ACK', () => {
    const text = `
      > S 0:0(0)
      < S. 0:0(0) ack 1
      > . 1:1(0) ack 1
      +1 < S. 0:0(0) ack 1
      > . 1:1(0) ack 1
      < P. 1:11(10) ack 1
    `;
    expect(story(text).lines.map((line) => line.states.split(' ')[1])).toEqual([
      'SYN-RECEIVED',
      'SYN-RECEIVED',
      'ESTABLISHED',
      'SYN-RECEIVED',
      'ESTABLISHED',
      'ESTABLISHED',
    ]);
    expect(pathsOf(text).server).toEqual(['SYN-RECEIVED', 'ESTABLISHED']);
  });

  test('a capture that begins in mid-connection', () => {
    const told = story('> P. 1:11(10) ack 1\n < . 1:1(0) ack 11').connections[0];
    expect(told?.transitions[0]).toBe('1 client: unknown > ESTABLISHED (seen open)?');
    expect(told?.server).toBe('ESTABLISHED');
  });
});

describe('closing', () => {
  const firstCloser = ['SYN-SENT', 'ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'TIME-WAIT'];

  test('four-way close (Figure 12)', () => {
    const told = pathsOf(`${OPEN}
      > F. 1:1(0) ack 1
      < . 1:1(0) ack 2
      < F. 1:1(0) ack 2
      > . 2:2(0) ack 2
    `);
    expect(told.client).toEqual(firstCloser);
    expect(told.server).toEqual([
      'SYN-RECEIVED',
      'ESTABLISHED',
      'CLOSE-WAIT',
      'LAST-ACK',
      'CLOSED',
    ]);
    expect(told.ended).toBe('closed');
  });

  test('three-segment close: a FIN that acknowledges the FIN takes both steps', () => {
    const told = pathsOf(`${OPEN}
      > F. 1:1(0) ack 1
      < F. 1:1(0) ack 2
      > . 2:2(0) ack 2
    `);
    expect(told.client).toEqual(firstCloser);
  });

  test('simultaneous close (Figure 13): the crossing FINs lead through CLOSING', () => {
    const told = pathsOf(`${OPEN}
      > F. 1:1(0) ack 1
      < F. 1:1(0) ack 1
      > . 2:2(0) ack 2
      < . 2:2(0) ack 2
    `);
    expect(told.client.slice(2)).toEqual(['FIN-WAIT-1', 'CLOSING', 'TIME-WAIT']);
    expect(told.server.slice(2)).toEqual(['FIN-WAIT-1', 'CLOSING', 'TIME-WAIT']);
  });

  test('half-close: data flows on until the other side closes too', () => {
    const told = pathsOf(`${OPEN}
      > F. 1:1(0) ack 1
      < . 1:1(0) ack 2
      < P. 1:101(100) ack 2
      > . 2:2(0) ack 101
      < F. 101:101(0) ack 2
      > . 2:2(0) ack 102
    `);
    expect(told.client).toEqual(firstCloser);
    expect(told.ended).toBe('closed');
  });

  test('a FIN ahead of a hole counts when the hole is filled', () => {
    const told = story(`${OPEN}
      > F. 101:101(0) ack 1
      > P. 1:101(100) ack 1
      < . 1:1(0) ack 102
    `);
    expect(told.lines[3]?.states).toBe('FIN-WAIT-1 ESTABLISHED');
    expect(told.lines[4]?.states).toBe('FIN-WAIT-1 CLOSE-WAIT');
  });

  test('a FIN with an invalid checksum does not count', () => {
    const told = pathsOf(`${OPEN}
      > F. 1:1(0) ack 1 bad
      +1 < P. 1:11(10) ack 1
      > F. 1:1(0) ack 11
    `);
    expect(told.server).toEqual(['SYN-RECEIVED', 'ESTABLISHED', 'CLOSE-WAIT']);
  });

  test('a FIN sent again withdraws the acknowledgment that was only assumed to arrive', () => {
    const told = pathsOf(`${OPEN}
      > F. 1:1(0) ack 1
      < . 1:1(0) ack 2
      +1 > F. 1:1(0) ack 1
      < . 1:1(0) ack 2
      < F. 1:1(0) ack 2
      > . 2:2(0) ack 2
    `);
    expect(told.client).toEqual(firstCloser);
  });
});

describe('resets', () => {
  test('at exactly RCV.NXT it closes both', () => {
    const told = story(`${OPEN} > R. 1:1(0) ack 1`).connections[0];
    expect([told?.client, told?.server, told?.ended]).toEqual(['CLOSED', 'CLOSED', 'reset']);
  });

  test('elsewhere in the window it is answered by a challenge ACK (RFC 5961)', () => {
    const told = story(`${OPEN} > R 51:51(0)\n < . 1:1(0) ack 1`).connections[0];
    expect(told?.server).toBe('ESTABLISHED');
  });

  test('that answers a stray segment keeps its sender’s state', () => {
    const told = story(`
      > S 0:0(0)
      < S. 0:0(0) ack 77
      > R 77:77(0)
      < S. 0:0(0) ack 1
      > . 1:1(0) ack 1
    `).connections[0];
    expect(told?.client).toBe('ESTABLISHED');
  });

  test('in a SYN-RECEIVED that came from LISTEN returns there', () => {
    const told = pathsOf('> S 0:0(0)\n < S. 0:0(0) ack 1\n > R 1:1(0)');
    expect(told.server).toEqual(['SYN-RECEIVED', 'LISTEN']);
  });
});

describe('incarnations', () => {
  test('a SYN with a number of its own begins a new connection', () => {
    const told = story(`${OPEN}
      > F. 1:1(0) ack 1
      < F. 1:1(0) ack 2
      > . 2:2(0) ack 2
      +1 > S 90000:90000(0)
      < S. 70000:70000(0) ack 90001
      > . 90001:90001(0) ack 70001
    `);
    expect(told.connections.map((connection) => connection.ended)).toEqual(['closed', 'open']);
  });

  test('sequence numbers wrap', () => {
    // The server's ISS is 5,000 below 2^32: the first 8,000 octets pass it.
    const told = story(`${OPEN}
      < P. 1:8001(8000) ack 1
      > . 1:1(0) ack 8001
      < F. 8001:8001(0) ack 1
      > F. 1:1(0) ack 8002
      < . 8002:8002(0) ack 2
    `).connections[0];
    expect([told?.client, told?.server, told?.ended]).toEqual(['CLOSED', 'TIME-WAIT', 'closed']);
  });
});

describe('invalid checksums', () => {
  test('what the receiver acknowledges all the same was received', () => {
    const told = story(`
      > S 0:0(0) bad
      < S. 0:0(0) ack 1
      > . 1:1(0) ack 1 bad
      > P. 1:11(10) ack 1 bad
      < . 1:1(0) ack 11
      > F. 11:11(0) ack 1 bad
      < F. 1:1(0) ack 12
      > . 12:12(0) ack 2 bad
    `).connections[0];
    expect([told?.client, told?.server, told?.ended]).toEqual(['TIME-WAIT', 'CLOSED', 'closed']);
  });
});

describe('what a real stack would discard', () => {
  test('a FIN in front of what was acknowledged closes nothing', () => {
    const told = story(`${OPEN}
      > P. 1:1001(1000) ack 1
      < . 1:1(0) ack 1001
      > F. 101:101(0) ack 1
      < P. 1:11(10) ack 1001
    `).connections[0];
    expect([told?.client, told?.server]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
  });

  test('a FIN with a stale timestamp counts for nobody (PAWS)', () => {
    const told = story(`
      > S 0:0(0) ts 100/0
      < S. 0:0(0) ack 1 ts 500/100
      > . 1:1(0) ack 1 ts 101/500
      > P. 1:11(10) ack 1 ts 110/500
      < . 1:1(0) ack 11 ts 510/110
      > P. 11:21(10) ack 1 ts 120/510
      < . 1:1(0) ack 21 ts 520/120
      > F. 21:21(0) ack 1 ts 90/500
      > P. 21:31(10) ack 1 ts 130/520
      < . 1:1(0) ack 31 ts 530/130
    `).connections[0];
    expect([told?.client, told?.server]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
  });

  test('a SYN-ACK with another number does not open the connection again', () => {
    const told = pathsOf(`${OPEN}
      < P. 1:11(10) ack 1
      < S. 5000:5000(0) ack 1
      > . 1:1(0) ack 11
    `);
    expect(told.server).toEqual(['SYN-RECEIVED', 'ESTABLISHED']);
  });
});

describe('one direction only', () => {
  test('the client’s own segments show that its SYN was answered', () => {
    const told = pathsOf(`
      > S 0:0(0)
      > . 1:1(0) ack 1
      > P. 1:101(100) ack 1
      > F. 101:101(0) ack 501
    `);
    expect(told.client).toEqual(['SYN-SENT', 'ESTABLISHED', 'FIN-WAIT-1']);
  });
});
