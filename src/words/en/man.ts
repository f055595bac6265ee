import type { ManWords } from '../man-words.ts';

export const MAN: ManWords = {
  manual: 'User Commands',
  sections: {
    name: 'NAME',
    synopsis: 'SYNOPSIS',
    description: 'DESCRIPTION',
    options: 'OPTIONS',
    commands: 'COMMANDS',
    exitStatus: 'EXIT STATUS',
    environment: 'ENVIRONMENT',
    examples: 'EXAMPLES',
    seeAlso: 'SEE ALSO',
  },
  purpose(description) {
    const [first = ''] = description.split(/[:.]/);
    return first.charAt(0).toLowerCase() + first.slice(1);
  },
  input: `A capture is a file of the format pcap or pcapng, plain or compressed with gzip, zstd or LZ4, a directory of such
files, or - for standard input. Without one, standard input is read.`,
  sentence(text) {
    const first = text.charAt(0).toUpperCase() + text.slice(1);
    return /[.!?]$/.test(first) ? first : `${first}.`;
  },
  oneOf: (words) => ` One of ${words.join(', ')}.`,
  takesAsAbove: (options) => `Takes as above: ${options.join(', ')}.`,
  exitCodes: {
    '0': 'Done; also where a capture is cut short in its last record, as a killed recorder leaves it (a warning says so).',
    '1': 'A rule of check does not hold.',
    '2': 'The command line is wrong, or the rules file.',
    '3': 'A capture could not be read or is damaged (what could be read has been reported), or with --strict one is cut short.',
    '70': 'A fault of tcpdissect itself.',
    '130, 143':
      'Interrupted by SIGINT or SIGTERM (what was read so far has been reported, marked as interrupted in the result or, for CSV and lines of text, on standard error).',
  },
  environment: {
    NO_COLOR: 'Where it is set and not empty, the text has no colours unless --color asks for it.',
    FORCE_COLOR: 'Where it is set, and neither 0 nor false, the text has colours.',
    COLUMNS:
      'Columns that the text fills, also in a pipe or a file; otherwise those of the terminal, or 100. Lines of segments and check are folded on a terminal or where it is set.',
    'LC_ALL, LC_MESSAGES, LANG':
      'The first that is set names the language of the text, unless --lang does: Simplified Chinese for zh_CN, zh_SG and the like, otherwise English.',
    'LC_ALL, LC_CTYPE, LANG':
      'Where the first that is set names a character set other than UTF-8, the text is ASCII, and in English.',
  },
};
