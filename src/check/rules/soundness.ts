import type { FindingRecord } from '../../model/finding-record.ts';
import { plural } from '../../report/format/units.ts';
import type { ConnectionSubject } from '../subject.ts';
import { onConnections, type Plain } from './made.ts';

/** A partial sum is what an offloading sender leaves to its network card: no fault. */
export const checksumsValid: Plain = onConnections('Every checksum is valid or partial', {
  expected: 'IPv4 and TCP checksums valid, or partial (left to a network card)',
  judge({ connection: { row } }) {
    const invalid = row.ipInvalid + row.tcpInvalid;
    const verified = row.ipValid + row.tcpValid + row.tcpPartial + invalid;
    if (verified === 0) return 'unconcerned';
    return invalid === 0 ? 'holds' : 'broken';
  },
  tell({ connection: { row }, findings }) {
    const found = [
      ...(row.ipInvalid > 0 ? [`${row.ipInvalid} IPv4`] : []),
      ...(row.tcpInvalid > 0 ? [`${row.tcpInvalid} TCP`] : []),
    ];
    const invalid = findings.filter(({ kind }) => kind === 'invalid-checksum');
    const frames = invalid.flatMap((finding) => finding.frames);
    const doubt = invalid.find(({ doubtful }) => doubtful)?.doubtReason;
    return {
      message: `${plural(row.ipInvalid + row.tcpInvalid, 'checksum')} invalid${doubt == null ? '' : ` (doubtful: ${doubt})`}`,
      found: `invalid: ${found.join(' and ')}`,
      frames: frames.length === 0 ? [row.firstFrame] : frames.sort((a, b) => a - b),
    };
  },
});

/** Findings of severity error that the quality of the capture does not put in doubt. */
export const noConformanceErrors: Plain = onConnections('No segment breaks the rules of TCP', {
  expected: 'no finding of severity error',
  judge(subject) {
    if (subject.connection.row.errorFindings === 0) return 'holds';
    return errorsOf(subject).length === 0 ? 'holds' : 'broken';
  },
  tell(subject) {
    const errors = errorsOf(subject);
    const [first] = errors;
    const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    const rfc = first?.rfc == null ? '' : ` (${first.rfc})`;
    return {
      message: `${(first?.message ?? '').replace(/\.$/, '')}${rfc}${others}`,
      found: errors.map(({ kind }) => kind).join(', '),
      frames: errors.flatMap(({ frames }) => frames).sort((a, b) => a - b),
    };
  },
});

/** Checksums have a rule of their own. */
function errorsOf({ findings }: ConnectionSubject): FindingRecord[] {
  return findings.filter(
    ({ kind, severity, doubtful }) =>
      severity === 'error' && !doubtful && kind !== 'invalid-checksum',
  );
}
