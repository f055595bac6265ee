import { inSeconds } from '../../model/recording-clock.ts';
import { UNICODE } from '../../report/format/glyphs.ts';
import { durationText } from '../../report/format/units.ts';
import { type Connection, clientOf, serverOf } from '../../tcp/connection.ts';
import type { EndpointRow } from '../../tcp/rows/endpoint-row.ts';
import type { Quantile } from '../../words/rule-words.ts';
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

export const noRetransmissions: Plain = onConnections((words) => words.describe.noRetransmission, {
  expected: (words) => words.expected.noRetransmission,
  judge: ({ connection }) => (retransmittedOf(connection) === 0 ? 'holds' : 'broken'),
  tell({ connection }, words) {
    const frames = episodeFrames(connection);
    return { ...words.sentAgain(retransmittedOf(connection)), frames };
  },
});

/** Of all segments of the recording: of a short connection one retransmission would be many. */
export function maxRetransmissionRate(share: number): Plain {
  const most = percentText(share);
  return onCaptures(
    (words) => words.describe.mostSentAgain(most),
    () => {
      let segments = 0;
      let retransmitted = 0;
      let worst = 0;
      const rate = () => (segments === 0 ? 0 : retransmitted / segments);
      return {
        per: 'recording',
        expected: (words) => words.expected.mostSentAgain(most),
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
        tell: (_, words) => ({
          ...words.rate(percentText(rate()), worst, retransmitted, segments),
          frames: [],
        }),
      };
    },
  );
}

export const noZeroWindow: Plain = onConnections((words) => words.describe.noZeroWindow, {
  expected: (words) => words.expected.noZeroWindow,
  judge: ({ connection: { low, high } }) =>
    low.zeroWindows + high.zeroWindows === 0 ? 'holds' : 'broken',
  tell({ connection, findings }, words) {
    const { low, high, row } = connection;
    const frames = findings.find(({ kind }) => kind === 'zero-window')?.frames ?? [];
    const who = clientOf(connection).zeroWindows > 0 ? 'client' : 'server';
    return {
      ...words.zeroWindows(who, low.zeroWindows + high.zeroWindows),
      frames: frames.length === 0 ? [row.firstFrame] : frames,
    };
  },
});

/** Of the round trips of either side's segments. */
export function maxRoundTrip(quantile: Quantile, seconds: number): Plain {
  const most = durationText(seconds, UNICODE);
  const slowest = (subject: ConnectionSubject) => slowestOf(subject.connection, quantile);
  return onConnections((words) => words.describe.mostRoundTrip(quantile, most), {
    expected: (words) => words.expected.atMost(most),
    judge(subject) {
      const found = slowest(subject);
      if (found === undefined) return 'unconcerned';
      return found.seconds <= seconds ? 'holds' : 'broken';
    },
    tell(subject, words) {
      const found = slowest(subject);
      const text = durationText(found?.seconds ?? 0, UNICODE);
      const { firstFrame, lastFrame } = subject.connection.row;
      return {
        ...words.roundTrip(quantile, found?.who ?? 'client', text, found?.samples ?? 0),
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
