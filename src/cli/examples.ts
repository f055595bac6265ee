import { foldCommand } from '../report/format/command-line.ts';
import { widthOf } from '../report/format/width.ts';
import type { HelpWords } from '../words/help-words.ts';

/** A command line, and what it is for where it does not say so itself. */
type Example = readonly [command: string, purpose?: string];

interface Examples {
  readonly lines: readonly Example[];
  /** What is to be known beside: paragraphs, in lines that fit a help text. */
  readonly notes?: string;
}

/** Examples of each command by its name; `tcpdissect` is the report. */
export const EXAMPLES: Readonly<Record<string, Examples>> = {
  tcpdissect: {
    lines: [
      ['tcpdissect capture.pcap', 'the story of every connection'],
      ['tcpdissect capture.pcap --connection 3', 'of one connection'],
      ['tcpdissect capture.pcap --connection 3 --plot', 'and what it sent over time'],
      [`tcpdissect capture.pcap --json | jq '.connections[] | select(.teardown.kind == "reset")'`],
      [`tcpdissect capture.pcap -Y 'tcp.flags.reset == 1' -w resets.pcap`],
      [
        `tcpdissect capture.pcap --where 'client.retransmittedSegments > 5 || durationSeconds > 1min'`,
      ],
      ['tcpdissect capture.pcap --sort bytes --limit 10 --ndjson'],
      ['tcpdissect capture.pcap --format csv --output connections.csv'],
      ['tcpdump -i eth0 -U -w - tcp | tcpdissect -'],
    ],
    notes: `Of an option given twice the last counts; -r, --connection, --reporter,
--enable, --disable and --drift add up, and --rules is taken once.

Exit codes: 0 done; 2 the command line is wrong; 3 a capture could not be read
or is damaged (what could be read has been reported); 130, 143 interrupted.`,
  },
  segments: {
    lines: [
      ['tcpdissect segments capture.pcap', 'a line per segment'],
      ['tcpdissect segments capture.pcap -t d -S', 'times since the previous line, raw numbers'],
      [`tcpdissect segments capture.pcap -Y 'tcp.analysis.flags && ip.addr == 192.0.2.0/24'`],
      [`tcpdissect segments capture.pcap --ndjson | jq 'select(.analysis != [])'`],
    ],
  },
  follow: {
    lines: [
      ['tcpdissect follow capture.pcap --connection 3'],
      ['tcpdissect follow capture.pcap --connection 3 --hex', 'with offsets'],
      ['tcpdissect follow capture.pcap --connection 3 --from server --raw > body'],
    ],
    notes: `Lines begin with > for the client and < for the server. What the capture does
not hold is marked as [12 octets missing]; where octets were sent twice, the
first copy is shown.`,
  },
  explain: {
    lines: [
      ['tcpdissect explain capture.pcap --frame 5'],
      [`tcpdissect explain capture.pcap -Y 'tcp.analysis.retransmission'`, 'the first one'],
      [`tcpdissect explain capture.pcap --frame 5 --json | jq '.explanations[0].parts'`],
    ],
    notes: `Every octet of the frame from the link to TCP, its checksums step by step, what
the segment means to its connection, the states before and after, and why it
was classified as it was. The whole capture is read, so that what came of the
segment later is told too. At most 64 octets of payload are shown, with -v all
of them.`,
  },
  check: {
    lines: [
      ['tcpdissect check capture.pcap', 'by the recommended rules'],
      [`tcpdissect check capture.pcap --max-handshake 200ms --expect-connections '>= 10'`],
      [
        'tcpdissect check captures/*.pcap --rules rules.yml --reporter text --reporter json=verdict.json',
      ],
    ],
    notes: `Without a rules file and an option of a rule, the recommended rules apply. That
there is a connection at all is expected always, unless
--disable connections-present says otherwise.

Exit codes: 0 all rules hold; 1 a rule does not; 2 the command line or the rules
file is wrong; 3 a capture could not be read or is damaged (what could be read
has been judged); 130, 143 interrupted.`,
  },
  completion: {
    lines: [
      ['source <(tcpdissect completion bash)', 'in this shell; in ~/.bashrc for every one'],
      ['tcpdissect completion zsh > ~/.zfunc/_tcpdissect'],
      ['tcpdissect completion fish > ~/.config/fish/completions/tcpdissect.fish'],
    ],
  },
  schema: {
    lines: [
      ['tcpdissect schema', 'the names'],
      ['tcpdissect schema connection', 'of the record of a connection'],
      [
        `tcpdissect schema segment | jq -r '.properties | to_entries[] | [.key, .value.description] | @tsv'`,
      ],
    ],
  },
};

/** Where there is no room beside it, what a command is for stands above it. */
function purposeBeside(line: string, purpose: string): string {
  const beside = `  ${line.padEnd(COMMAND_COLUMNS)}  ${purpose}`;
  return widthOf(beside) <= COLUMNS ? beside : `  # ${purpose}\n  ${line}`;
}

const COMMAND_COLUMNS = 41;
/** What a terminal shows at least; commands that are wider go on in the next line. */
const COLUMNS = 80;
const INDENT = 4;

/** What `--help` says behind the options of a command. */
export function examplesText(command: string, words?: HelpWords): string {
  const say = (text: string) => words?.example(text) ?? text;
  const { lines, notes } = EXAMPLES[command] ?? { lines: [] };
  const shown = lines.map(([line, purpose]) =>
    purpose === undefined
      ? foldCommand('  ', line, COLUMNS, INDENT)
      : purposeBeside(line, say(purpose)),
  );
  const paragraphs = notes === undefined ? '' : `\n${words?.notes(command, notes) ?? notes}\n`;
  return `\n${words?.title('Examples:') ?? 'Examples:'}\n${shown.join('\n')}\n${paragraphs}`;
}
