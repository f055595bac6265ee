/** The exit codes of the command. Of several that apply, the one with the highest rank is used. */
export const EXIT_DONE = 0;
/** `check` found a rule that does not hold. */
export const EXIT_VIOLATION = 1;
/** The command line is wrong. */
export const EXIT_USAGE = 2;
/** A capture could not be read or is damaged, or the result could not be written. */
export const EXIT_INPUT = 3;
/** A fault of the program itself (EX_SOFTWARE of sysexits.h). */
export const EXIT_BUG = 70;
const SIGNALLED = 128;

export type StopSignal = 'SIGINT' | 'SIGTERM';

const SIGNAL_NUMBERS: Readonly<Record<StopSignal, number>> = { SIGINT: 2, SIGTERM: 15 };

/** 130 or 143: 128 and the number of the signal, as shells say it. */
export function exitCodeOf(signal: StopSignal): number {
  return SIGNALLED + SIGNAL_NUMBERS[signal];
}
