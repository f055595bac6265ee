import type { TcpOption } from '../wire/transport/tcp-options.ts';
import { lengthProblem } from './option-problem.ts';
import type { OptionRecord } from './option-record.ts';

/** The record of an option: the header's values under the contract's names. */
export function describeOption(option: TcpOption): OptionRecord {
  switch (option.name) {
    case 'accurate-ecn': {
      const { kind, name, counters } = option;
      return { kind, name, counters };
    }
    case 'malformed': {
      const { kind, name, data } = option;
      return {
        kind,
        name,
        message: `${option.option}: ${lengthProblem(option.length, option.legal)}`,
        data,
      };
    }
    default:
      return option;
  }
}
