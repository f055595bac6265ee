import { describe, expect, it } from 'vitest';
import type { InputWords } from '../../src/capture/input-words.ts';
import { BASELINE_METRICS } from '../../src/model/baseline-keys.ts';
import type { FilterWords } from '../../src/select/filter-words.ts';
import { ENGLISH } from '../../src/words/en/index.ts';
import type { BaselineRuleWords, RuleWords } from '../../src/words/rule-words.ts';
import type { RulesFileWords, YamlMistake } from '../../src/words/rules-file-words.ts';
import { CHINESE } from '../../src/words/zh-cn/index.ts';
import { type Samples, told } from './samples.ts';

const INPUTS: Samples<InputWords> = {
  noSuchFile: null,
  directory: null,
  permissionDenied: null,
  cannotBeRead: [['i/o error']],
  otherReader: [['1234']],
  empty: null,
  noCapture: [[null], ['gzip'], ['zeros'], ['text'], ['damaged-pcap'], ['snoop']],
  noneIsCapture: [[3]],
  directoryWithoutFiles: null,
  cutInFileHeader: [[7]],
  cutInFirstBlock: [[7]],
  pcapVersion: [[1, 9]],
  unknownPcapVersion: [[9, 9]],
  sectionVersion: [[9, 9]],
  recordTooLong: [[262_145, 262_144]],
  packetTooLong: [[262_145, 262_144]],
  blockLength: [
    [{ name: 'Packet Block' }, 9, { is: 'least', octets: 32 }],
    [{ type: '0x00000bad' }, 9_000_000, { is: 'most', octets: 400_000 }],
  ],
  blockLengthsDiffer: [[32, 36]],
  unknownInterface: [[4, 1]],
  noByteOrder: null,
  cutShort: [
    ['record', 100, 60, 20],
    ['block', 100, 60, 20],
  ],
  cutInLastRecord: null,
  wentOn: [[500, 12]],
  nothingToGoOnWith: [[12]],
  oddTimestamps: [[2]],
  compressedCutShort: [[100]],
  compressedDamaged: [[100, '']],
  decompressor: [['invalid block type'], ['incorrect data check']],
  lz4: [['no-frame'], ['version'], ['dictionary'], ['block'], ['content-checksum']],
  lz4BlockTooLong: [[70_000, 65_536]],
  trailingOctets: [[100]],
  decompressionBomb: [[1000, 300_000_000]],
  passedOver: [[2]],
  reordered: null,
  overlaps: [['a.pcap']],
  overlappingFragments: [
    [1, 0],
    [0, 2],
    [2, 1],
  ],
  advice: { checkRecorder: null, giveCapture: null, recordAgain: null, decompress: null },
};

const RULES: Samples<RuleWords['describe']> = {
  connection: null,
  wholeCaptures: null,
  noReset: null,
  bothClose: null,
  established: null,
  checksums: null,
  noErrors: null,
  noRetransmission: null,
  noZeroWindow: null,
  connections: [['>= 10']],
  mostDuration: [['5 s']],
  mostHandshake: [['200 ms']],
  mostSentAgain: [['1 %']],
  mostRoundTrip: [
    ['max', '80 ms'],
    ['p95', '80 ms'],
  ],
};

const BASELINE: Samples<BaselineRuleWords> = {
  service: [['443'], ['ephemeral'], ['others']],
  differs: BASELINE_METRICS.map((metric) => ['192.0.2.1:443', metric] as const),
  isNew: [['192.0.2.1:443']],
  hasVanished: [['192.0.2.1:443']],
  connections: [[1], [1204]],
  noConnection: null,
  asBefore: [['']],
  none: null,
  found: [],
  atMost: [
    ['25 ms', null],
    ['25 ms', '20 ms + 25 %'],
  ],
};

const NUMBER = { kind: 'number' } as const;

const FILTERS: Samples<FilterWords> = {
  didYouMean: [['tcp.port']],
  endsHere: [
    ['', 'filter'],
    ['', 'condition'],
  ],
  tooLong: [
    ['filter', 9],
    ['condition', 9],
  ],
  nothing: null,
  tooDeep: [[9], [null]],
  notSupported: null,
  meansNothing: [['"$"']],
  fullWidth: [
    ['（', '('],
    ['\u3000', ' '],
  ],
  noField: [['tcp.prt']],
  loneBrace: null,
  closing: { parenthesis: null, bracket: null },
  display: {
    end: null,
    comparison: null,
    field: null,
    set: null,
    noOtherField: null,
    allIsForEquality: null,
    noFunction: [['len']],
    noValue: [['tcp']],
    noBits: [['ip.addr']],
    expected: { boolean: null, number: null, time: null, ethernet: null, ipv4: null, ipv6: null },
    unsupported: {
      contains: null,
      matches: null,
      slice: null,
      'one-equals': null,
      'one-bar': null,
    },
  },
  packet: {
    end: null,
    condition: null,
    octets: null,
    vlan: null,
    needsMore: [['ether']],
    cannotTest: [['tcp', '13']],
    untested: {
      gateway: null,
      protochain: null,
      mpls: null,
      pppoe: null,
      tunnel: null,
      direction: null,
      interface: null,
      '802.11': null,
      fddi: null,
      'token-ring': null,
      ppp: null,
      slip: null,
      decnet: null,
      osi: null,
      'spanning-tree': null,
      ipx: null,
      netbeui: null,
      appletalk: null,
      llc: null,
    },
    expected: { host: null, net: null, port: null, portrange: null, proto: null },
    etherNeeded: null,
    noAddress: [['example.org']],
    station: null,
    noNetwork: [['x']],
    beyondMask: null,
    prefixLength: [[32]],
    mask: null,
    noSuchAddresses: [['ip6', '192.0.2.1']],
    noPort: [['htpp']],
    portsEnd: null,
    noPorts: [['icmp']],
    namesNoProtocol: [['arp']],
    noProtocol: [['tpc']],
    relation: null,
    divisionByZero: null,
    operand: null,
    loadSize: null,
  },
  time: { noTime: null, noDay: null, noTimeOfDay: null, nothingLeft: null },
  condition: {
    end: null,
    emptyList: null,
    noCondition: null,
    oneEquals: null,
    onlyTwice: [['&']],
    noUnit: [['mss', ['ms', 's']]],
    neverWord: [
      ['"SIN"', ['SYN'], true],
      ['"SIN"', ['SYN', 'FIN'], false],
    ],
    absentIsNull: [['rtt']],
    pattern: null,
    noFieldIn: [['maen', 'rtt']],
    value: null,
    valueHere: null,
    sign: [['parenthesis'], ['bracket'], ['brace'], ['colon'], ['name']],
    token: [['comma']],
    openString: null,
    lineInString: null,
    escape: [['\\d']],
    reserved: [['while']],
    noList: [[{ kind: 'number' }]],
    element: null,
    tooMuch: [[9]],
    logical: [[NUMBER], [{ kind: 'null' }]],
    tested: [[{ kind: 'string' }]],
    noFields: [[{ kind: 'list', of: NUMBER }]],
    index: null,
    ternary: null,
    operands: [['>', NUMBER, { kind: 'list', of: null }]],
    operand: [['!', { kind: 'object' }]],
    noFunction: [
      ['length', null],
      ['length', []],
      ['length', [NUMBER, { kind: 'map' }]],
    ],
    other: [['1']],
  },
};

const RULE = { rule: 'fast', isRecommended: false } as const;

const YAML_MISTAKES: readonly YamlMistake[] = [
  ...(['duplicateKey', 'tabs', 'oneDocument', 'indentation', 'listBelow', 'colonInValue'] as const),
  ...(['keysBelowValue', 'noColon', 'comment', 'noComma', 'noDash', 'twoCommas'] as const),
  ...([
    'behindValue',
    'behindList',
    'textBelow',
    'badStart',
    'escape',
    'notOpened',
    'open',
  ] as const),
  ...(['emptyLines', 'besideStart', 'directive', 'anchor', 'longKey', 'stray', 'other'] as const),
];

const RULES_FILE: Samples<RulesFileWords> = {
  tooLong: [[9]],
  tooMuch: [[9]],
  nestedTooDeep: [[64]],
  nothing: null,
  noAnchor: [['a']],
  aliasOfItself: null,
  yaml: YAML_MISTAKES.map((mistake) => [mistake, ']'] as const),
  noVersion: null,
  version: null,
  extendsWhat: null,
  extendsSeveral: null,
  extending: [['a.yml', '']],
  extendsItself: null,
  tooDeep: [[9]],
  names: null,
  keysWithValues: [['file'], ['rules'], ['drift'], [RULE], [{ ...RULE, isRecommended: true }]],
  noKey: [
    ['file', 'rulse', null],
    ['drift', 'bits', ['bytes', 'resets']],
    [{ ...RULE, isRecommended: true }, 'expects', ['severity', 'where']],
  ],
  forCommandLine: [['max-rtt', '--max-rtt']],
  switch: [['fast', ['on', 'off']]],
  noSwitch: [['fast']],
  nothingExpected: [['fast']],
  value: [
    ['fast', 'message', 'text'],
    ['fast', 'where', 'condition'],
    ['fast', 'allow', 'budget'],
    ['fast', 'allow', 'one'],
    ['fast', 'severity', { words: ['error', 'info'] }],
  ],
  expression: [['fast', 'where', '']],
  drift: [
    ['bytes', true],
    ['bytes', false],
  ],
};

const PARTS = [
  ...told(CHINESE.inputs, INPUTS, 'inputs'),
  ...told(CHINESE.filters, FILTERS, 'filters'),
  ...told(CHINESE.rulesFile, RULES_FILE, 'rules file'),
  ...told(CHINESE.rules.describe, RULES, 'rules'),
  ...told(CHINESE.rules.baseline, BASELINE, 'baseline'),
];
const ENGLISH_TEXTS = new Map([
  ...told(ENGLISH.inputs, INPUTS, 'inputs'),
  ...told(ENGLISH.filters, FILTERS, 'filters'),
  ...told(ENGLISH.rulesFile, RULES_FILE, 'rules file'),
  ...told(ENGLISH.rules.describe, RULES, 'rules'),
  ...told(ENGLISH.rules.baseline, BASELINE, 'baseline'),
]);

/** Names in what is told, which have no other language. */
const NAMES = /at most|\w+ host|(?:Section Header|Packet) Block|tcpdump -w|\(Solaris\)/g;

describe.each(PARTS)('%s in Chinese', (path, text) => {
  it('is Chinese, in our form', () => {
    expect(text).toMatch(/[\u4e00-\u9fff]/);
    expect(text.replaceAll(NAMES, '')).not.toMatch(/[a-z]{3,} [a-z]{2,}/);
    expect(text).not.toMatch(/[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]| {2}|^ | $/);
    expect(text).not.toMatch(/[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/);
  });

  it('tells the numbers that the English text tells', () => {
    const english = ENGLISH_TEXTS.get(path) ?? '';
    const numbers = (of: string) => (of.match(/\d+/g) ?? []).toSorted();
    expect(numbers(text)).toEqual(numbers(english));
  });
});
