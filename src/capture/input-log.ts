import type { CaptureDiagnostic, Damage } from './diagnostic.ts';
import type { TellInput } from './input-words.ts';
import type { RecordSummary } from './reader.ts';
import type { CaptureFacts } from './record-input.ts';
import { asCaptureError } from './system-error.ts';

/** Enough to see what is wrong; a file that is damaged everywhere must not fill the memory. */
const MOST_DIAGNOSTICS = 200;

/** What was wrong with one input, and what became of it. Offsets are those of the (decompressed) input. */
export class InputLog {
  readonly #diagnostics: CaptureDiagnostic[];
  readonly #summary: RecordSummary;
  #truncated = false;
  #damaged = false;
  #repairs = 0;
  #skippedOctets = 0;

  /** `doubt` is what there was to say of its beginning. */
  constructor(summary: RecordSummary, doubt: CaptureDiagnostic | undefined) {
    this.#summary = summary;
    this.#diagnostics = doubt === undefined ? [] : [doubt];
  }

  get diagnostics(): readonly CaptureDiagnostic[] {
    return this.#diagnostics;
  }

  facts(): Pick<CaptureFacts, 'truncated' | 'damaged' | 'repairs' | 'skippedOctets'> {
    return {
      truncated: this.#truncated,
      damaged: this.#damaged,
      repairs: this.#repairs,
      skippedOctets: this.#skippedOctets,
    };
  }

  damage(damage: Damage | undefined): void {
    this.#damaged = true;
    if (damage !== undefined) this.#tell('error', damage.code, damage.byteOffset, damage.tell);
  }

  /** The last record reaches beyond the end; where others follow within it, its length is damaged. */
  cutShort(offset: number, othersFollow: boolean, tell: TellInput): void {
    if (othersFollow) {
      this.#damaged = true;
      this.#tell('error', 'record-length', offset, tell);
    } else {
      this.#truncated = true;
      this.#tell('warning', 'cut-short', offset, tell);
    }
  }

  /** Behind damage reading went on. */
  wentOn(lostAt: number, offset: number): void {
    const skipped = offset - lostAt;
    this.#repairs += 1;
    this.#skippedOctets += skipped;
    this.#tell('warning', 'resynchronised', offset, (words) => words.wentOn(offset, skipped));
  }

  /** Behind damage there was nothing to go on with. */
  lost(lostAt: number, offset: number): void {
    const skipped = offset - lostAt;
    this.#skippedOctets += skipped;
    this.#tell('warning', 'not-resynchronised', lostAt, (words) =>
      words.nothingToGoOnWith(skipped),
    );
  }

  /** The source could not be read on; answers with the code of what was wrong. */
  failure(error: unknown, offset: number): string {
    const { told, code } = asCaptureError(error);
    const isDamage = code !== 'cut-short';
    if (isDamage) this.#damaged = true;
    else this.#truncated = true;
    this.#tell(isDamage ? 'error' : 'warning', code, offset, told.tell);
    return code;
  }

  /** Nothing more is read of it. */
  end(): void {
    const { oddTimestamps } = this.#summary;
    if (oddTimestamps === 0) return;
    this.#diagnostics.push({
      severity: 'warning',
      code: 'odd-timestamps',
      tell: (words) => words.oddTimestamps(oddTimestamps),
      byteOffset: undefined,
      frame: undefined,
    });
  }

  #tell(
    severity: CaptureDiagnostic['severity'],
    code: string,
    byteOffset: number,
    tell: TellInput,
  ): void {
    if (this.#diagnostics.length >= MOST_DIAGNOSTICS) return;
    const frame = this.#summary.packets + 1;
    this.#diagnostics.push({ severity, code, tell, byteOffset, frame });
  }
}
