import { writeSync } from 'node:fs';
import { ANALYSIS_DEFAULTS, analyze } from '../analyze.ts';
import { describeConnection } from '../model/describe-connection.ts';
import { describeSegment } from '../model/describe-segment.ts';

export async function main(argv: string[]): Promise<number> {
  const inputs = argv.filter((word) => !word.startsWith('--') && word !== 'segments');
  const wantsSegments = argv.includes('segments');
  const lines: string[] = [];
  const print = (record: object) => {
    lines.push(JSON.stringify(record));
    if (lines.length > 500) flush();
  };
  const flush = () => {
    if (lines.length > 0) writeSync(1, `${lines.join('\n')}\n`);
    lines.length = 0;
  };
  const isQuiet = argv.includes('--quiet');
  const isDocument = argv.includes('--json');
  const connections: object[] = [];
  const result = await analyze(
    { ...ANALYSIS_DEFAULTS, inputs, verifyChecksums: !argv.includes('--no-checksums') },
    {
      ...(wantsSegments && {
        segment: (segment, { clock }) => print(describeSegment(segment, clock)),
      }),
      ...(!isQuiet &&
        !wantsSegments && {
          connection: (connection, context) => {
            const record = describeConnection(connection, context);
            if (isDocument) connections.push(record);
            else print(record);
          },
        }),
    },
  );
  if (isDocument) print({ connections, ...result });
  else for (const record of [...result.captures, ...result.diagnostics, result.totals]) print(record);
  flush();
  return result.failed ? 3 : 0;
}
