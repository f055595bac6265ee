import { inSeconds } from '../../model/recording-clock.ts';
import { UNICODE } from '../../report/format/glyphs.ts';
import { countText, durationText, plural } from '../../report/format/units.ts';
import { type Connection, clientOf, serverOf } from '../../tcp/connection.ts';
import type { EndpointRow } from '../../tcp/rows/endpoint-row.ts';
import type { ConnectionSubject } from '../subject.ts';
import { onCaptures, onConnections, type Plain } from './made.ts';

function retransmittedOf({ low, high }: Connection): number {
  return low.retransmittedSegments + high.retransmittedSegments;
}

/** Where each loss of either side's data began to be repaired. */
function episodeFrames({ recoveries, low, high, row }: Connection): number[] {
  const frames = [low, high].flatMap((side) =>
    recoveries.episodes.list(side).map(({ frame }) => frame),
  );
  return frames.length === 0 ? [row.firstFrame] : frames.sort((a, b) => a - b);
}

export const noRetransmissions: Plain = onConnections('Nothing is sent again', {
  expected: 'no retransmission',
  judge: ({ connection }) => (retransmittedOf(connection) === 0 ? 'holds' : 'broken'),
  tell({ connection }) {
    const text = plural(retransmittedOf(connection), 'segment');
    const frames = episodeFrames(connection);
    return { message: `${text} sent again`, found: `${text} sent again`, frames };
  },
});

/** Of all segments of the recording: of a short connection one retransmission would be many. */
export function maxRetransmissionRate(share: number): Plain {
  const most = percentText(share);
  return onCaptures(`No more than ${most} of the segments are sent again`, () => {
    let segments = 0;
    let retransmitted = 0;
    let worst = 0;
    const rate = () => (segments === 0 ? 0 : retransmitted / segments);
    return {
      per: 'recording',
      expected: `at most ${most} of the segments sent again`,
      see({ connection }, keep) {
        const { low, high } = connection;
        const found = retransmittedOf(connection);
        segments += low.segments + high.segments;
        retransmitted += found;
        if (found <= worst) return;
        worst = found;
        keep(episodeFrames(connection));
      },
      judge: () => (segments === 0 ? 'unconcerned' : rate() <= share ? 'holds' : 'broken'),
      tell: () => ({
        message: `${percentText(rate())} of the segments were sent again, most of them, ${countText(worst)}, of one connection`,
        found: `${percentText(rate())} (${countText(retransmitted)} of ${countText(segments)})`,
        frames: [],
      }),
    };
  });
}

export const noZeroWindow: Plain = onConnections('No receive window is closed', {
  expected: 'no zero window',
  judge: ({ connection: { low, high } }) =>
    low.zeroWindows + high.zeroWindows === 0 ? 'holds' : 'broken',
  tell({ connection, findings }) {
    const { low, high, row } = connection;
    const count = plural(low.zeroWindows + high.zeroWindows, 'zero window');
    const frames = findings.find(({ kind }) => kind === 'zero-window')?.frames ?? [];
    const who = clientOf(connection).zeroWindows > 0 ? 'client' : 'server';
    return {
      message: `the ${who} closed its window (${count})`,
      found: count,
      frames: frames.length === 0 ? [row.firstFrame] : frames,
    };
  },
});

type Quantile = 'p50' | 'p95' | 'p99' | 'max';

/** Of the round trips of either side's segments. */
export function maxRoundTrip(quantile: Quantile, seconds: number): Plain {
  const most = durationText(seconds, UNICODE);
  const name = quantile === 'max' ? 'round trip' : `${quantile} of the round trips`;
  const slowest = (subject: ConnectionSubject) => slowestOf(subject.connection, quantile);
  return onConnections(`On no connection the ${name} exceeds ${most}`, {
    expected: `at most ${most}`,
    judge(subject) {
      const found = slowest(subject);
      if (found === undefined) return 'unconcerned';
      return found.seconds <= seconds ? 'holds' : 'broken';
    },
    tell(subject) {
      const found = slowest(subject);
      const text = durationText(found?.seconds ?? 0, UNICODE);
      const { firstFrame, lastFrame } = subject.connection.row;
      return {
        message: `the ${name} of the ${found?.who ?? 'client'}’s segments is ${text}`,
        found: `${text} (${plural(found?.samples ?? 0, 'sample')})`,
        frames: [firstFrame, lastFrame],
      };
    },
  });
}

interface RoundTrip {
  readonly who: 'client' | 'server';
  readonly seconds: number;
  readonly samples: number;
}

function slowestOf(connection: Connection, quantile: Quantile): RoundTrip | undefined {
  const of = (who: RoundTrip['who'], endpoint: EndpointRow): RoundTrip | undefined => {
    const summary = connection.counts.roundTrips.summary(endpoint);
    if (summary === undefined) return undefined;
    const { samples, max } = summary;
    const time = quantile === 'max' ? max : summary.quantile(Number(quantile.slice(1)) / 100);
    return { who, seconds: inSeconds(time), samples };
  };
  const client = of('client', clientOf(connection));
  const server = of('server', serverOf(connection));
  if (client === undefined || server === undefined) return client ?? server;
  return server.seconds > client.seconds ? server : client;
}

/** `1 %`, `0.25 %`. */
export function percentText(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
