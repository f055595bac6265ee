import {
  HAS_BASE,
  SCALE_MASK,
  SCALE_OF_SHIFT_0,
  SCALE_UNKNOWN,
  SCALE_UNUSED,
  WINDOW_UNSCALED,
} from '../../tcp/rows/analysis-fields.ts';
import type { EndpointRow } from '../../tcp/rows/endpoint-row.ts';
import type { Segment } from '../../tcp/segment.ts';
import { inSeconds } from '../recording-clock.ts';

/** What was known of one endpoint before a segment. Sequence numbers are raw and signed. */
export interface EndpointBefore {
  /** What relative numbers count from; undefined where nothing told it yet. */
  readonly base: number | undefined;
  /** NEXT: the highest sequence end that it had sent; undefined before its first segment. */
  readonly next: number | undefined;
  /** When NEXT was raised, in seconds since the connection's first segment. */
  readonly nextSeconds: number;
  /** End of what it had sent without a hole. */
  readonly maxAck: number | undefined;
  /** Acknowledgment number of its last segment; undefined before the first. */
  readonly lastAck: number | undefined;
  /** Raw window of its last segment; undefined before the first. */
  readonly lastWindow: number | undefined;
  /** The same in octets; undefined where the scale is not known. */
  readonly lastScaledWindow: number | undefined;
  /** When it sent last, in seconds since the connection's first segment. */
  readonly lastSeconds: number;
  readonly duplicateAcks: number;
  /** Index into `STATES`. */
  readonly state: number;
}

/** What was known of a connection before a segment. */
export interface Before {
  readonly sender: EndpointBefore;
  readonly receiver: EndpointBefore;
  readonly lowState: number;
  readonly highState: number;
  readonly initialRttSeconds: number;
}

/** Copies what the rows of a segment hold before any stage has seen it. */
export function knownBefore({ sender, receiver, low, high, connection }: Segment): Before {
  return {
    sender: endpointBefore(sender),
    receiver: endpointBefore(receiver),
    lowState: low.state,
    highState: high.state,
    initialRttSeconds: inSeconds(connection.initialRtt),
  };
}

function endpointBefore(row: EndpointRow): EndpointBefore {
  const hasSent = row.lastWindow >= 0;
  return {
    base: (row.analysisMarks & HAS_BASE) === 0 ? undefined : row.base,
    next: row.next === 0 ? undefined : row.next,
    nextSeconds: inSeconds(row.nextTime),
    maxAck: row.maxAck === 0 ? undefined : row.maxAck,
    lastAck: hasSent ? row.lastAck : undefined,
    lastWindow: hasSent ? row.lastWindow : undefined,
    lastScaledWindow: hasSent ? scaledWindow(row) : undefined,
    lastSeconds: inSeconds(row.lastTime),
    duplicateAcks: row.duplicateAckCount >>> 0,
    state: row.state,
  };
}

function scaledWindow({ analysisMarks, lastWindow }: EndpointRow): number | undefined {
  const scale = analysisMarks & SCALE_MASK;
  if ((analysisMarks & WINDOW_UNSCALED) !== 0 || scale === SCALE_UNUSED) return lastWindow;
  return scale === SCALE_UNKNOWN ? undefined : lastWindow << (scale - SCALE_OF_SHIFT_0);
}
