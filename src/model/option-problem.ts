import type { BrokenOptionList } from '../wire/transport/tcp-option-list.ts';
import { type LegalLengths, OPTIONS } from '../wire/transport/tcp-options.ts';
import type { OptionRecord } from './option-record.ts';

export type { BrokenOptionList, LegalLengths };

/** An option of a length that it cannot have. */
export interface OptionProblem {
  /** Its name, which is the same in every language. */
  readonly option: string;
  readonly length: number;
  readonly legal: LegalLengths;
}

const KIND_AND_LENGTH = 2;
const ANY_LENGTH: LegalLengths = { kind: 'least', length: KIND_AND_LENGTH };

/** What is wrong with an option that a record tells of in English, for who tells it in another language. */
export function problemOf({
  kind,
  data,
}: Extract<OptionRecord, { name: 'malformed' }>): OptionProblem {
  const row = OPTIONS[kind];
  return {
    option: row?.name ?? 'unknown',
    length: KIND_AND_LENGTH + data.length / 2,
    legal: row?.lengths ?? ANY_LENGTH,
  };
}

/** What is wrong with an option by its length, in English: records say it so. */
export function lengthProblem(length: number, legal: LegalLengths): string {
  return `its length is ${length} and should be ${legalText(legal)}`;
}

function legalText(legal: LegalLengths): string {
  switch (legal.kind) {
    case 'one-of': {
      const { lengths } = legal;
      return lengths.length === 1
        ? `${lengths[0]}`
        : `${lengths.slice(0, -1).join(', ')} or ${lengths.at(-1)}`;
    }
    case 'least':
      return `at least ${legal.length}`;
    case 'blocks':
      return `${legal.first} and ${legal.each} for each block`;
    case 'even':
      return `${legal.or}, or even from ${legal.from} to ${legal.to}`;
  }
}

/** Why options cannot be read to their end. */
export function brokenListText(broken: BrokenOptionList): string {
  if (broken.kind === 'snapped') return 'the snap length cut the options';
  const { option, name, octet } = broken;
  const subject = `option ${option} (${name}) at octet ${octet} of the header`;
  return broken.kind === 'no-length'
    ? `${subject} has no length: the header ends there`
    : `${subject} has length ${broken.length}, which is below 2 or reaches beyond the header`;
}
