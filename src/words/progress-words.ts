/** How far a run is. */
export interface ProgressWords {
  /** Megabytes; null for a total that is not known. */
  amount(
    done: string,
    total: { readonly megabytes: string; readonly percent: number } | null,
  ): string;
  packets(count: number): string;
  left(seconds: number): string;
}
