import { ANALYSIS_DEFAULTS, analyze } from '../../../src/analyze.ts';
import { describeConnection } from '../../../src/model/describe-connection.ts';
import type { FindingRecord } from '../../../src/model/finding-record.ts';
import type { TotalsRecord } from '../../../src/model/totals-record.ts';

export interface CaptureFindings {
  /** `severity kind endpoint frames`, with `#id` in front from the second connection on. */
  readonly told: string[];
  readonly records: FindingRecord[];
  /** The cause of each reset. */
  readonly resets: string[];
  readonly totals: TotalsRecord;
}

/** What is found in a capture. */
export async function findingsIn(capture: string): Promise<CaptureFindings> {
  const told: string[] = [];
  const records: FindingRecord[] = [];
  const resets: string[] = [];
  const { totals } = await analyze(
    { ...ANALYSIS_DEFAULTS, inputs: [capture] },
    {
      connection(connection, context) {
        const { id, findings, teardown } = describeConnection(connection, context);
        if (teardown.reset !== null) resets.push(teardown.reset.cause);
        for (const finding of findings) {
          const { severity, kind, endpoint, frames } = finding;
          const words = [severity, kind, endpoint, frames.join(',')].filter((word) => word !== '');
          told.push(id === 0 ? words.join(' ') : `#${id} ${words.join(' ')}`);
          records.push(finding);
        }
      },
    },
  );
  return { told, records, resets, totals };
}
