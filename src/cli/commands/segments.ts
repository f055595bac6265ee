import type { DescribeContext } from '../../model/describe-connection.ts';
import { describeSegment } from '../../model/describe-segment.ts';
import type { Reporter } from '../../report/reporter.ts';
import type { Segment } from '../../tcp/segment.ts';
import type { BlockWriter } from '../block-writer.ts';
import type { Io } from '../io.ts';
import { printCaptures } from '../printing.ts';
import type { SegmentsOptions } from '../program.ts';
import { headerOf } from '../run-captures.ts';

/** `tcpdissect segments CAPTURE...` */
export async function segments(options: SegmentsOptions, io: Io): Promise<number> {
  return printCaptures(options, io, async (writer) => {
    const reporter = await reporterFor(options, writer);
    reporter.begin(headerOf(options, {}));
    const selected = options.connections === undefined ? undefined : new Set(options.connections);
    return {
      sink: {
        segment(segment: Segment, { clock }: DescribeContext): void {
          if (writer.isClosed || (selected && !selected.has(segment.connectionId))) return;
          reporter.segment?.(describeSegment(segment, clock));
        },
      },
      finish: (result) => reporter.end(result),
    };
  });
}

async function reporterFor(options: SegmentsOptions, writer: BlockWriter): Promise<Reporter> {
  switch (options.format) {
    case 'json':
      return (await import('../../report/json.ts')).jsonReporter(writer, 'segments');
    case 'ndjson':
    case 'text':
      return (await import('../../report/ndjson.ts')).ndjsonReporter(writer, 'segments');
  }
}
