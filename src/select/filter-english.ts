import type { CelSign, CelType, FilterWords } from './filter-words.ts';

const SIGNS: Readonly<Record<CelSign, string>> = {
  parenthesis: 'a closing parenthesis',
  bracket: 'a closing bracket',
  brace: 'a closing brace',
  colon: 'a colon',
  name: 'a name',
};

const TYPES: Readonly<
  Record<Exclude<CelType['kind'], 'list'>, readonly [one: string, name: string]>
> = {
  number: ['a number', 'number'],
  string: ['a string', 'string'],
  boolean: ['true or false', 'boolean'],
  null: ['null', 'null'],
  map: ['a map', 'map'],
  object: ['an object', 'object'],
};

/** The name of a type in words. */
function typeText(type: CelType): string {
  return type.kind === 'list' ? `a ${typeName(type)}` : TYPES[type.kind][0];
}

function typeName(type: CelType): string {
  if (type.kind !== 'list') return TYPES[type.kind][1];
  return type.of === null ? 'list' : `list of ${typeName(type.of)}s`;
}

/** What errors say, and people who read English. */
export const FILTER_ENGLISH: FilterWords = {
  didYouMean: (nearest) => `did you mean ${nearest}?`,
  endsHere: (reason, of) => `${reason}, and the ${of} ends here`,
  tooLong: (of, most) => `the ${of} is longer than ${most} characters`,
  nothing: 'there is no condition',
  tooDeep: (most) => `${most === null ? 'too many' : `more than ${most}`} parts within parts`,
  notSupported: 'this is not supported',
  meansNothing: (character) => `${character} means nothing here`,
  fullWidth: (character, ascii) =>
    ascii === ' '
      ? 'write a plain blank in place of the full-width one'
      : `write ${ascii} in place of the full-width ${character}`,
  loneBrace: 'a brace without the other one',
  noField: (name) => `there is no field ${name}`,
  closing: { parenthesis: 'expected a closing parenthesis', bracket: 'expected a closing bracket' },
  display: {
    end: 'expected a comparison, and, or, or the end',
    comparison: 'expected a comparison',
    field: 'expected a field, as tcp.port',
    set: 'expected a set in braces, as {80, 443}',
    noOtherField: 'a field can be compared with a value, not with another field',
    allIsForEquality: 'all goes with == and != alone',
    noFunction: (name) => `there is no function ${name}; functions are not supported`,
    noValue: (field) => `${field} has no value to compare; it is there or not`,
    noBits: (field) => `${field} is no number of bits`,
    expected: {
      boolean: 'expected 0 or 1, as for a flag',
      number: 'expected a number, as 80 or 0x12',
      time: 'expected seconds, as 0.25',
      ethernet: 'expected an Ethernet address, as 00:53:00:12:34:56',
      ipv4: 'expected an address or a network of IPv4, as 192.0.2.0/24',
      ipv6: 'expected an address or a network of IPv6, as 2001:db8::/32',
    },
    unsupported: {
      contains: 'contains looks into octets, which a display filter of tcpdissect does not',
      matches: 'matches looks into octets, which a display filter of tcpdissect does not',
      slice: 'slices of octets cannot be tested here; a packet filter can: -f "tcp[13] = 2"',
      'one-equals': 'one = says nothing here; == compares',
      'one-bar': 'one | says nothing here; || joins conditions',
    },
  },
  packet: {
    end: 'expected and, or, or the end',
    condition: 'expected a condition, as host 192.0.2.1 or tcp',
    octets: 'expected a number of octets',
    vlan: 'identifiers of VLANs end at 4095',
    needsMore: (protocol) => `${protocol} needs more behind it, as ${protocol} host`,
    cannotTest: (protocol, what) => `${protocol} ${what} cannot be tested`,
    untested: {
      gateway: 'names are not looked up, and a gateway is found by its name',
      protochain: 'chains of headers are not followed; name the protocol itself, as tcp',
      mpls: 'labels of MPLS cannot be tested',
      pppoe: 'PPPoE cannot be tested',
      tunnel: 'tunnels cannot be tested',
      direction: 'the direction of packets cannot be tested',
      interface: 'interfaces cannot be tested',
      '802.11': 'headers of 802.11 cannot be tested',
      fddi: 'headers of FDDI cannot be tested',
      'token-ring': 'headers of token ring cannot be tested',
      ppp: 'headers of PPP cannot be tested',
      slip: 'headers of SLIP cannot be tested',
      decnet: 'DECnet cannot be tested',
      osi: 'protocols of OSI cannot be tested',
      'spanning-tree': 'the spanning tree protocol cannot be tested',
      ipx: 'IPX cannot be tested',
      netbeui: 'NetBEUI cannot be tested',
      appletalk: 'AppleTalk cannot be tested',
      llc: 'headers of LLC cannot be tested',
    },
    expected: {
      host: 'expected an address, as 192.0.2.1',
      net: 'expected a network, as 192.0.2.0/24',
      port: 'expected a port, as 80',
      portrange: 'expected a range of ports, as 8000-8080',
      proto: 'expected a protocol, as tcp or 6',
    },
    etherNeeded: 'an address of Ethernet needs ether in front: ether host ...',
    noAddress: (text) => `${text} is no address, and names are not looked up`,
    station: 'expected an address of Ethernet, as 02:00:00:00:00:01',
    noNetwork: (text) => `${text} is no network`,
    beyondMask: 'the network has bits set that its mask does not cover',
    prefixLength: (most) => `expected a prefix length from 0 to ${most}`,
    mask: 'expected a mask, as 255.255.255.0',
    noSuchAddresses: (protocol, text) => `${protocol} has no addresses like ${text}`,
    noPort: (text) => `${text} is no port`,
    portsEnd: 'ports end at 65535',
    noPorts: (protocol) => `${protocol} has no ports`,
    namesNoProtocol: (outer) => `${outer} does not name the protocol in it`,
    noProtocol: (name) => `${name} is no protocol that is known here`,
    relation: 'expected a comparison, as = or != or >',
    divisionByZero: 'nothing can be divided by zero',
    operand: 'expected a number, len, or octets of a header, as tcp[13]',
    loadSize: 'expected 1, 2 or 4 octets',
  },
  time: {
    noTime:
      'this is no time: write 2026-11-20T14:24:25Z (UTC), seconds since 1970 as 1795184665.5, or +5s after the first packet',
    noDay: 'there is no such day',
    noTimeOfDay: 'there is no such time of day',
    nothingLeft: 'nothing is left: this is no later than where the packets begin',
  },
  condition: {
    end: 'expected &&, || or the end',
    emptyList: 'an empty list is not supported',
    noCondition: 'this is a value, and no condition: compare it with another',
    oneEquals: '= means nothing here: == compares',
    onlyTwice: (sign) => `${sign} means nothing here: ${sign}${sign} joins conditions`,
    noUnit: (unit, known) => `there is no unit ${unit}, but ${known.join(', ')}`,
    neverWord: (word, known, isAll) =>
      `it is never ${word}, but one of ${known.join(', ')}${isAll ? '' : ', ...'}`,
    absentIsNull: (field) => `what is absent is null: write ${field} != null`,
    pattern: 'this is no regular expression',
    noFieldIn: (field, owner) => `there is no field ${field} in ${owner}`,
    value: 'expected a value',
    valueHere: 'expected a value here',
    sign: (sign) => `expected ${SIGNS[sign]}`,
    token: (name) => `expected ${name}`,
    openString: 'a string that does not end',
    lineInString: 'a string ends in its line: write \\n for a new one',
    escape: (sequence) => `${sequence} means nothing in a string: write \\\\ for a backslash`,
    reserved: (word) => `${word} is a word of CEL, and no field`,
    tooMuch: (most) => `the condition has more than ${most} parts`,
    logical: (type) => `and, or and not go with true and false, not with ${typeText(type)}`,
    tested: (type) => `what is tested must be true or false, not ${typeText(type)}`,
    noFields: (type) => `${typeText(type)} has no fields`,
    noList: (type) => `${typeText(type)} is no list to look through`,
    element: 'expected a name for each element, as f in findings.exists(f, f.doubtful)',
    index: 'lists are counted in whole numbers, fields have names',
    ternary: 'both answers of ?: must be of one type',
    operands: (operator, left, right) =>
      `${operator} does not go with ${typeText(left)} and ${typeText(right)}`,
    operand: (operator, type) => `${operator} does not go with ${typeText(type)}`,
    noFunction: (name, types) =>
      `there is no function ${name}${types === null ? '' : `(${types.map(typeName).join(', ')})`}`,
    other: (message) => message,
  },
};
