import type { RecordingClock } from '../../model/recording-clock.ts';
import type { Segment } from '../../tcp/segment.ts';
import { compileTree } from '../tree.ts';
import { compileCondition } from './comparison.ts';
import type { SelectedSegment } from './field.ts';
import { parseDisplayFilter } from './parse.ts';

/** Whether a segment is selected; `clock` tells the times of its recording. */
export type DisplayFilter = (segment: Segment, clock: RecordingClock) => boolean;

/**
 * Compiles a filter in the syntax of Wireshark's display filters. Its fields mean what they mean
 * there, of the segment and of every header in front of it.
 *
 * @throws FilterError for a text that is no such filter, or asks for what is not supported
 */
export function compileDisplayFilter(expression: string): DisplayFilter {
  const test = compileTree(parseDisplayFilter(expression), compileCondition);
  let subject: SelectedSegment | undefined;
  return (segment, clock) => {
    subject ??= { segment, clock, at: 0, view: segment.packet.view };
    subject.segment = segment;
    subject.clock = clock;
    return test(subject);
  };
}
