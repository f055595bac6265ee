import type { RecordingClock } from '../../model/recording-clock.ts';
import type { Segment } from '../../tcp/segment.ts';
import type { Predicate } from '../tree.ts';

/** A segment as a display filter sees it; one instance is refilled for every segment. */
export interface SelectedSegment {
  segment: Segment;
  clock: RecordingClock;
}

export type Getter = (subject: SelectedSegment) => number;

/** How values of a field are written, and so what they are compared with. */
export type FieldType = 'presence' | 'boolean' | 'number' | 'time' | 'ipv4' | 'ipv6';

/**
 * One field of Wireshark's, under its name. A value is compared part by part, the most significant
 * first: a number has one part, an IPv6 address four words, a time seconds and nanoseconds.
 */
export interface Field {
  readonly type: FieldType;
  /** Undefined: every segment has it. */
  readonly isPresent: Predicate<SelectedSegment> | undefined;
  /** A segment may have several, as `tcp.port`; none where there is nothing to compare. */
  readonly values: readonly (readonly Getter[])[];
}

export function presence(isPresent?: Predicate<SelectedSegment>): Field {
  return { type: 'presence', isPresent, values: [] };
}

export function number(value: Getter, isPresent?: Predicate<SelectedSegment>): Field {
  return { type: 'number', isPresent, values: [[value]] };
}

/** A bit or several of a header field. */
export function flag(value: Getter, isPresent?: Predicate<SelectedSegment>): Field {
  return { type: 'boolean', isPresent, values: [[(subject) => (value(subject) === 0 ? 0 : 1)]] };
}

const NANOSECONDS = 1e9;

/** Nanoseconds, which may be negative. */
export function duration(value: Getter, isPresent?: Predicate<SelectedSegment>): Field {
  const seconds: Getter = (subject) => Math.floor(value(subject) / NANOSECONDS);
  const rest: Getter = (subject) => {
    const nanoseconds = value(subject);
    return nanoseconds - Math.floor(nanoseconds / NANOSECONDS) * NANOSECONDS;
  };
  return { type: 'time', isPresent, values: [[seconds, rest]] };
}

export type Fields = ReadonlyMap<string, Field>;
