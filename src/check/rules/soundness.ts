import type { FindingRecord } from '../../model/finding-record.ts';
import type { ConnectionSubject } from '../subject.ts';
import { onConnections, type Plain } from './made.ts';

/** A partial sum is what an offloading sender leaves to its network card: no fault. */
export const checksumsValid: Plain = onConnections((words) => words.describe.checksums, {
  expected: (words) => words.expected.checksums,
  judge({ connection: { row } }) {
    const invalid = row.ipInvalid + row.tcpInvalid;
    const verified = row.ipValid + row.tcpValid + row.tcpPartial + invalid;
    if (verified === 0) return 'unconcerned';
    return invalid === 0 ? 'holds' : 'broken';
  },
  tell({ connection: { row }, findings }, said) {
    const invalid = findings.filter(({ kind }) => kind === 'invalid-checksum');
    const frames = invalid.flatMap((finding) => finding.frames);
    const doubt = invalid.find(({ doubtful }) => doubtful)?.doubtReason;
    return {
      ...said.checksums(row.ipInvalid, row.tcpInvalid, doubt ?? null),
      frames: frames.length === 0 ? [row.firstFrame] : frames.sort((a, b) => a - b),
    };
  },
});

/** Findings of severity error that the quality of the capture does not put in doubt. */
export const noConformanceErrors: Plain = onConnections((words) => words.describe.noErrors, {
  expected: (words) => words.expected.noErrors,
  judge(subject) {
    if (subject.connection.row.errorFindings === 0) return 'holds';
    return errorsOf(subject).length === 0 ? 'holds' : 'broken';
  },
  tell(subject, said) {
    const errors = errorsOf(subject);
    const [first] = errors;
    const message = (first?.message ?? '').replace(/[.。]$/, '');
    const kinds = errors.map(({ kind }) => kind);
    return {
      ...said.errors(message, first?.rfc ?? null, errors.length - 1, kinds),
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
