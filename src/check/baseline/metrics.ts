import type { BaselineMetric } from '../../model/baseline-keys.ts';
import type { ServiceRecord } from '../../model/baseline-record.ts';
import { UNICODE } from '../../report/format/glyphs.ts';
import { countText, durationText, octetsText } from '../../report/format/units.ts';

/** A measure of a service, and by how much it may be off. */
export interface Metric {
  /** As `--drift` and the rule call it. */
  readonly name: BaselineMetric;
  readonly key: keyof ServiceRecord;
  /** Percent of the value in the baseline. */
  readonly drift: number;
  /** A difference up to this one never counts, however many percent it is. */
  readonly least: number;
  /** Whether less is different as well, or better. */
  readonly isTwoSided: boolean;
  text(value: number): string;
}

const seconds = (value: number) => durationText(value, UNICODE);
const percent = (value: number) => `${Number((100 * value).toPrecision(3))} %`;

/** Every measure, each with the rule `baseline/NAME`. */
export const METRICS: readonly Metric[] = [
  {
    name: 'connections',
    key: 'connections',
    drift: 10,
    least: 0,
    isTwoSided: true,
    text: countText,
  },
  {
    name: 'bytes',
    key: 'bytes',
    drift: 10,
    least: 0,
    isTwoSided: true,
    text: octetsText,
  },
  {
    name: 'resets',
    key: 'resets',
    drift: 0,
    least: 0,
    isTwoSided: false,
    text: countText,
  },
  {
    name: 'retransmission-rate',
    key: 'retransmissionRate',
    drift: 50,
    least: 0.001,
    isTwoSided: false,
    text: percent,
  },
  {
    name: 'handshake-p50',
    key: 'handshakeP50Seconds',
    drift: 25,
    least: 0.005,
    isTwoSided: false,
    text: seconds,
  },
  {
    name: 'handshake-p95',
    key: 'handshakeP95Seconds',
    drift: 50,
    least: 0.005,
    isTwoSided: false,
    text: seconds,
  },
];
