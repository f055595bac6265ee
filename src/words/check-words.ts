import type { CheckRecord } from '../model/check-record.ts';
import type { Severity } from '../model/vocabulary.ts';

type CaptureVerdict = CheckRecord['captures'][number];
type Over = CaptureVerdict['outcomes'][number]['rule']['over'];

/** A verdict for people: each capture, its rules, and the violations of these. */
export interface CheckWords {
  readonly verdict: Readonly<Record<CheckRecord['verdict'] | CaptureVerdict['verdict'], string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly over: Readonly<Record<Over, string>>;
  readonly holds: string;
  capture(name: string, verdict: string, connections: number, packets: number): string;
  /** A rule as it is listed: what holds, and where it comes from (null: it is a recommended one). */
  listed(description: string, origin: string | null): string;
  readonly nothingToJudge: string;
  judged(subjects: number, over: Over): string;
  broken(violations: number, subjects: number, over: Over): string;
  /** Subjects in which the clock went back: all that there are, or those beside the ones judged. */
  unmeasured(count: number, over: Over, areAll: boolean): string;
  /** How many violations are: `2`, `1 %`. */
  allowed(most: string): string;
  more(count: number): string;
  readonly recording: string;
  /** `frame` is null where all of the connection is meant. */
  connection(id: number, client: string, server: string, frame: number | null): string;
  violation(subject: string, message: string): string;
  readonly rows: Readonly<
    Record<'frames' | 'found' | 'expected' | 'id' | 'show' | 'wireshark', string>
  >;
  readonly summary: {
    readonly label: string;
    line(label: string, verdict: string, clauses: readonly string[]): string;
    readonly allHold: string;
    /** In place of it, where some rules were not judged everywhere. */
    readonly noneBroken: string;
    notJudged(rules: number): string;
    broken(severity: Severity, rules: number): string;
    notReadToTheEnd(captures: number): string;
    captures(count: number): string;
    readonly interrupted: string;
  };
}
