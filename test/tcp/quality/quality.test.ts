import { describe, expect, it } from 'vitest';
import type { CaptureRecord } from '../../../src/model/capture-record.ts';
import type { ConnectionRecord } from '../../../src/model/connection-record.ts';
import { fixture, run } from '../../cli/support/run.ts';

async function qualityOf(...names: string[]) {
  const { stdout } = await run([...names.map(fixture), '--json']);
  const document = JSON.parse(stdout) as {
    captures: CaptureRecord[];
    connections: ConnectionRecord[];
  };
  return {
    captures: document.captures.map(({ quality }) => quality),
    connections: document.connections.map(({ quality }) => quality),
  };
}

describe('the quality of a capture', () => {
  it('counts segments that were several on the wire', async () => {
    const { captures, connections } = await qualityOf('offloaded-segmentation.pcap');
    expect(captures[0]).toMatchObject({ superSegments: 3 });
    expect(connections[0]).toMatchObject({ superSegments: 3 });
    expect(captures[0]?.wireSegments).toBeGreaterThan(15 + 3);
    expect(captures[0]?.wireSegments).toBe(connections[0]?.wireSegments);
  });

  it('counts them by their sizes alone where the MSS was not captured', async () => {
    const whole = await qualityOf('offloaded-segmentation.pcap');
    const part = await qualityOf('offloaded-segmentation-without-handshake.pcap');
    expect(part.connections[0]).toMatchObject({ superSegments: 3 });
    // The handshake, which the part lacks, has three segments.
    expect(part.captures[0]?.wireSegments).toBe((whole.captures[0]?.wireSegments ?? 0) - 3);
  });

  it.each(['full-session.pcap', 'small-mss.pcap', 'mss-above-mtu.pcap', 'fast-retransmit.pcap'])(
    'finds nothing in %s',
    async (name) => {
      const { captures, connections } = await qualityOf(name);
      const nothing = { superSegments: 0, reorderedSegments: 0, clockStepsBack: 0 };
      expect(captures[0]).toMatchObject({ ...nothing, connectionsBegunBefore: 0 });
      expect(connections[0]).toMatchObject(nothing);
    },
  );

  it.each(['reordering.pcap', 'reordering-at-server.pcap', 'duplication.pcap'])(
    'leaves what the network reordered to the network: %s',
    async (name) => {
      const { captures } = await qualityOf(name);
      expect(captures[0]).toMatchObject({ reorderedSegments: 0 });
    },
  );

  it('counts what the recorder put out of order', async () => {
    const { captures, connections } = await qualityOf('recorded-out-of-order.pcap');
    expect(captures[0]).toMatchObject({ reorderedSegments: 5, clockStepsBack: 5 });
    expect(connections[0]).toMatchObject({ reorderedSegments: 5, clockStepsBack: 5 });
  });

  it('tells a clock that was set back from that', async () => {
    const { captures, connections } = await qualityOf('clock-set-back.pcap');
    expect(captures[0]).toMatchObject({ reorderedSegments: 0, clockStepsBack: 1 });
    expect(captures[0]?.largestClockStepBackSeconds).toBeCloseTo(30, 0);
    expect(connections[0]).toMatchObject({ reorderedSegments: 0, clockStepsBack: 1 });
  });

  it('leaves a duration across a clock that was set back as the clock tells it', async () => {
    const { stdout } = await run([fixture('clock-set-back.pcap'), '--json']);
    const { connections } = JSON.parse(stdout) as { connections: ConnectionRecord[] };
    const { start, end, durationSeconds, client, timeShares } = connections[0] ?? {};
    const seconds = (Date.parse(end ?? '') - Date.parse(start ?? '')) / 1000;
    expect(durationSeconds).toBeLessThan(0);
    expect(durationSeconds).toBeCloseTo(seconds, 2);
    // What cannot be measured with such a clock is not told, or counts as none.
    expect(client?.throughputBytesPerSecond).toBeNull();
    expect(timeShares?.handshake.seconds).toBeGreaterThanOrEqual(0);
  });

  it('counts connections that are not there in full', async () => {
    const begun = await qualityOf('starts-in-mid-connection.pcap');
    expect(begun.captures[0]).toMatchObject({ connectionsBegunBefore: 1 });
    const open = await qualityOf('stops-in-mid-connection.pcap');
    expect(open.captures[0]).toMatchObject({ connectionsBegunBefore: 0, connectionsOpenAtEnd: 1 });
    const oneSided = await qualityOf('one-sided.pcap');
    expect(oneSided.captures[0]).toMatchObject({ oneSidedConnections: 1 });
  });

  it.each([
    ['mirrored-twice.pcap', 7, 2, 200],
    ['duplication-at-server.pcap', 2, 2, 2896],
    ['close-by-client.pcap', 0, 0, 0],
  ])('tells the copies of %s from what the client sent', async (name, segments, data, octets) => {
    const { stdout } = await run([fixture(name), '--json']);
    const { connections } = JSON.parse(stdout) as { connections: ConnectionRecord[] };
    const client = connections[0]?.client;
    expect(client).toMatchObject({ copiedSegments: segments, copiedDataSegments: data });
    expect(client?.copiedBytes).toBe(octets);
    expect((client?.payloadBytes ?? 0) - octets).toBe(client?.uniqueBytes);
    expect(client?.retransmittedSegments).toBe(0);
  });

  it('takes no copy for a step of the handshake or the teardown', async () => {
    const { stdout } = await run([fixture('mirrored-twice.pcap'), '--json']);
    const { connections } = JSON.parse(stdout) as { connections: ConnectionRecord[] };
    const { handshake, teardown, transitions } = connections[0] ?? {};
    const told = (steps: typeof handshake | typeof teardown) =>
      steps?.steps.map(({ frame, segment }) => `${frame} ${segment}`);
    expect(told(handshake)).toEqual(['1 SYN', '3 SYN-ACK', '5 ACK']);
    expect(told(teardown)).toEqual(['19 FIN', '21 ACK', '23 FIN', '25 ACK']);
    expect(transitions?.every(({ frame }) => frame % 2 === 1)).toBe(true);
  });
});
