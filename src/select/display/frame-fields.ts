import { duration, type Field, number, presence } from './field.ts';

/** Fields of the frame that a segment came in. */
export const FRAME_FIELDS: readonly (readonly [string, Field])[] = [
  ['frame', presence()],
  ['frame.number', number(({ segment }) => segment.frame)],
  ['frame.len', number(({ segment }) => segment.frameOctets)],
  ['frame.time_relative', duration(({ segment, clock }) => clock.sinceStart(segment.time))],
  [
    'frame.time_epoch',
    {
      type: 'time',
      isPresent: undefined,
      values: [[({ segment }) => segment.seconds, ({ segment }) => segment.nanoseconds]],
    },
  ],
];
