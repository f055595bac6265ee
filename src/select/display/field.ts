import type { RecordingClock } from '../../model/recording-clock.ts';
import type { Segment } from '../../tcp/segment.ts';
import { layerIndex } from '../../wire/layer.ts';
import type { Predicate } from '../tree.ts';

/** A segment as a display filter sees it; one instance is refilled for every segment. */
export interface SelectedSegment {
  segment: Segment;
  clock: RecordingClock;
  /** The header at hand, of those that a frame may have several of: where it begins, and in what. */
  at: number;
  view: DataView;
}

export type Getter = (subject: SelectedSegment) => number;

/** How values of a field are written, and so what they are compared with. */
export type FieldType = 'presence' | 'boolean' | 'number' | 'time' | 'ethernet' | 'ipv4' | 'ipv6';

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
  /** The headers that have it, each with values of its own; undefined: the segment has it. */
  readonly headers?: Headers;
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

/** A field of every header of a layer that a frame has, or of those alone that `has` holds for. */
export function ofEachHeader(
  name: string,
  field: Omit<Field, 'headers' | 'isPresent'>,
  has: Predicate<SelectedSegment> = () => true,
): Field {
  const headers = { layer: layerIndex(name), has };
  return { ...field, headers, isPresent: inSomeHeader(headers, () => true) };
}

/** Which headers have a field. */
export interface Headers {
  /** `wire/layer.ts` */
  readonly layer: number;
  readonly has: Predicate<SelectedSegment>;
}

/** Holds where the test holds with one of the headers at hand. */
export function inSomeHeader(
  { layer, has }: Headers,
  test: Predicate<SelectedSegment>,
): Predicate<SelectedSegment> {
  return (subject) => {
    const { packet } = subject.segment;
    const { layers, layerOffsets, layerCount, outerLayers } = packet;
    for (let index = layerCount - 1; index >= 0; index--) {
      if (layers[index] !== layer) continue;
      subject.at = layerOffsets[index] ?? -1;
      subject.view = index < outerLayers ? packet.outerView : packet.view;
      if (subject.at >= 0 && has(subject) && test(subject)) return true;
    }
    return false;
  };
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
