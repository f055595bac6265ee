import type { UsageWords } from '../usage-words.ts';
import { plural } from './grammar.ts';

export const USAGE: UsageWords = {
  fault: 'this is a fault of tcpdissect itself, please report it',
  shortHelp: `tcpdissect reads packet captures and tells the story of every TCP connection in them.

  tcpdissect capture.pcap                    the story of every connection
  tcpdissect segments capture.pcap           a line per segment
  tcpdissect follow capture.pcap --connection 0  what was sent over a connection
  tcpdissect explain capture.pcap --frame 5  one frame, octet by octet
  tcpdump -i eth0 -U -w - | tcpdissect -     from a running recorder

All options: tcpdissect --help
`,
  system: (reason) => reason,
  cannotWrite: (path, reason) => `cannot write ${path}: ${reason}`,
  writing: {
    noDirectory: 'there is no such directory',
    directory: 'it is a directory',
    emptyName: 'the name is empty',
    directoryName: 'it is the name of a directory',
    input: 'it is one of the captures to be read',
    besideInput: 'it lies in a directory to be read',
    rulesFile: 'it is a rules file in effect',
    notAllRead: 'not all of the captures was read',
  },
  cannotWriteResult: (reason) => `cannot write the result: ${reason}`,
  cannotWriteSummary: (variable, path, reason) => `cannot write ${variable}, ${path}: ${reason}`,
  notWritten: (path, reason) => `${path} is not written: ${reason}`,
  contradiction: (option, other) => `${option} contradicts ${other}: leave out one of them`,
  oneRulesFile: '--rules takes one file: name the others there, with extends',
  followOneFile: '--follow takes one file',
  followNotPiped: '--follow takes one file; what is piped in is followed anyway',
  commandToCome: (command) => `the command ${command} is not there yet`,
  listInterfaces: 'tcpdissect does not record: list the interfaces with: tcpdump -D',
  record: (networkInterface) =>
    `tcpdissect does not record: pipe it in with: tcpdump -i ${networkInterface} -U -w - | tcpdissect -`,
  noRows: (format, rows) => `--format ${format} shows no ${rows}`,
  followPayload: 'follow prints payload, no records',
  followNeedsId: 'follow needs the id of a connection: --connection ID',
  followOneConnection: 'follow takes one connection at a time',
  onePlot: '--plot shows one connection: choose it with --connection ID',
  plotIsText: '--plot is part of the text',
  explain: {
    takesNoSelection:
      'explain takes neither -f, --after, --before, --where nor -w: it explains one frame as it was captured',
    needsFrame: 'explain needs a frame: --frame N, or -Y EXPR for the first selected',
    eitherFrame: 'explain takes either --frame or -Y and --connection',
    noneSelected: 'no segment is selected: there is none to explain',
    noCapture: (index, captures) =>
      `there is no capture ${index}: there is ${captures === 1 ? 'one capture, 0' : `captures 0 to ${captures - 1}`}`,
    noFrame(frame, path, last, captures) {
      const have = last === 0 ? 'no frames' : last === 1 ? 'frame 1 alone' : `frames 1 to ${last}`;
      const others =
        captures > 1 ? '; --frame 1:N counts in the second capture, 2:N in the third' : '';
      return `there is no frame ${frame}: ${path} has ${have}${others}`;
    },
    missing: {
      selected: 'no segment of what could be read is selected',
      capture: (index) => `capture ${index} was not reached`,
      frame: (frame, path, frames) =>
        `frame ${frame} was not reached: ${plural(frames, 'frame')} of ${path} could be read`,
    },
  },
  noConnections(ids, count, connections) {
    const subject = count === 1 ? 'is no connection' : 'are no connections';
    const some =
      connections === 1 ? 'connection 0 alone' : `${connections} (0 to ${connections - 1})`;
    return `there ${subject} ${ids}, but ${connections === 0 ? 'none' : some}`;
  },
  of: (paths, what) => `${paths.join(', ')}: ${what}`,
  severalLinkTypes: '-w: the packets are of several link types: name a file that ends in .pcapng',
  resultThereToo: '-w: the result goes there as well: give it a place with --output',
  whereReadsTwice:
    '--where selects connections when they are over: for their segments or packets the captures are ' +
    'read twice, which takes files',
  lastFragments:
    '-w: of datagrams in fragments only the frames that complete them were written: for the others ' +
    'the captures are read twice, which takes files',
  checkHasReporters: 'check prints a verdict: say how with --reporter',
  checkWritesNoPackets: 'check writes no packets: use -w with the report, without check',
  checkJudgesConnections: 'check judges connections: choose them with --where or --connection',
  reportersHaveFiles: '--output: nothing goes there: each reporter has a file of its own',
  listedRulesForm: (reporter) =>
    `--reporter ${reporter}: listed rules have no verdict to report: leave it out, or say --json`,
  twoResults: (path) =>
    `two results cannot go to ${path ?? 'standard output'}: say --reporter NAME=FILE`,
  noSuch(kind, name, nearest, known) {
    const hint = nearest === null ? `there are ${known.join(', ')}` : `did you mean ${nearest}?`;
    return `there is no ${kind === 'metric' && name !== '' ? name : `${kind} ${name}`.trimEnd()}; ${hint}`;
  },
  noSchema: (name, nearest, known) =>
    `there is no schema ${name}; ${nearest === null ? '' : `did you mean ${nearest}? `}there are ${known.join(', ')}`,
  noRule: (name, nearest) =>
    `there is no rule ${name}; ${nearest === null ? '' : `did you mean ${nearest}? `}--list-rules prints those in effect`,
  ruleIsOption: (name, option) => `${name} is none of the rules to switch: say ${option}`,
  option: (option, what) => `${option}: ${what}`,
  quick: {
    time: 'It must be a time, as 200ms, 1.5s or 2min.',
    share: 'It must be a share from 0% to 100%, as 1% or 0.01.',
    comparison: "It must be a number of at most 15 digits, or a comparison with one, as '>= 10'.",
  },
  cannotReadRules: (path, reason) => `cannot read the rules file ${path}: ${reason}`,
  driftNeedsBaseline: '--drift needs a --baseline to compare with',
  baselineByNeedsFile: '--baseline-by needs --write-baseline',
  baselineIsBy: (path, key) => `${path} is by ${key}`,
  driftValue: (metric, isSwitch) =>
    `expected ${metric}= and ${isSwitch ? 'off' : 'percent, or off'}`,
  noBaseline: (reason) => `${reason}; --write-baseline makes one`,
  baseline: {
    noJson: 'it is no JSON',
    schema: (found, expected) => `its schema is ${found}, expected "${expected}"`,
    by: (found, expected) => `by is ${found}, expected ${expected.join(', ')}`,
    noNumber: (where, found) => `${where} is ${found}, expected a number`,
    noObject: (where) => `${where ?? 'it'} is no object`,
    missing: (where, key) => `${where ?? 'it'} has no ${key}`,
    unknownKey: (where, key) => `${where ?? 'it'} has an unknown key ${key}`,
  },
};
