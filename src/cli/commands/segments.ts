import type { AnalysisSink } from '../../analyze.ts';
import type { DescribeContext } from '../../model/describe-connection.ts';
import { describeSegment } from '../../model/describe-segment.ts';
import type { Reporter } from '../../report/reporter.ts';
import { SegmentWriter } from '../../report/segment-writer.ts';
import type { Segment } from '../../tcp/segment.ts';
import type { BlockWriter } from '../block-writer.ts';
import type { Io } from '../io.ts';
import { printCaptures, reporterFor } from '../printing.ts';
import type { SegmentsOptions } from '../program.ts';
import { headerOf } from '../run-captures.ts';

type SegmentSink = NonNullable<AnalysisSink['segment']>;

/** `tcpdissect segments CAPTURE...` */
export async function segments(options: SegmentsOptions, io: Io): Promise<number> {
  return printCaptures(options, io, async (printer) => {
    const { writer } = printer;
    const reporter = await reporterFor(
      'segments',
      { ...options, stories: 0, tellsAll: false },
      printer,
    );
    reporter.begin(headerOf(options, {}));
    const show = options.format === 'ndjson' ? asOctets(writer) : asRecords(reporter);
    return {
      tellsInterruption: reporter.tellsInterruption,
      sink: {
        segment(segment, context) {
          if (!writer.isClosed) show(segment, context);
        },
      },
      finish: (result) => reporter.end(result),
    };
  });
}

function asRecords(reporter: Reporter): SegmentSink {
  return (segment, { clock }) => reporter.segment?.(describeSegment(segment, clock));
}

/** The same lines as the reporter's, without a record in between. */
function asOctets(writer: BlockWriter): SegmentSink {
  let lines: SegmentWriter | undefined;
  return (segment: Segment, { clock }: DescribeContext) => {
    lines ??= new SegmentWriter(writer, clock);
    lines.write(segment);
  };
}
