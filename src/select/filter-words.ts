/** What a value in a filter may be of; the types of fields that have one. */
export type FilterValue = 'boolean' | 'number' | 'time' | 'ethernet' | 'ipv4' | 'ipv6';

/** What stands in front of a value of pcap-filter(7). */
export type PacketQualifier = 'host' | 'net' | 'port' | 'portrange' | 'proto';

/** What the syntax of pcap-filter(7) has and this program has not. */
export type Untested =
  | 'gateway'
  | 'protochain'
  | 'mpls'
  | 'pppoe'
  | 'tunnel'
  | 'direction'
  | 'interface'
  | '802.11'
  | 'fddi'
  | 'token-ring'
  | 'ppp'
  | 'slip'
  | 'decnet'
  | 'osi'
  | 'spanning-tree'
  | 'ipx'
  | 'netbeui'
  | 'appletalk'
  | 'llc';

/** What the syntax of Wireshark has and this program has not, and signs that are half of others. */
export type Undisplayed = 'contains' | 'matches' | 'slice' | 'one-equals' | 'one-bar';

/** A type of CEL; `object` is any record. */
export type CelType =
  | { readonly kind: 'number' | 'string' | 'boolean' | 'null' | 'map' | 'object' }
  /** Null for a list of anything. */
  | { readonly kind: 'list'; readonly of: CelType | null };

/** A sign that CEL wants. */
export type CelSign = 'parenthesis' | 'bracket' | 'brace' | 'colon' | 'name';

/** What is wrong with a filter or a condition, in one language: clauses without a full stop. */
export interface FilterWords {
  didYouMean(nearest: string): string;
  /** Something was expected, and the text ends instead. */
  endsHere(reason: string, of: 'filter' | 'condition'): string;
  /** More than so many characters. */
  tooLong(of: 'filter' | 'condition', most: number): string;
  readonly nothing: string;
  /** More than so many parts within parts; null where that depends on the machine. */
  tooDeep(most: number | null): string;
  readonly notSupported: string;
  /** A character as JSON. */
  meansNothing(character: string): string;
  /** Full-width characters, and those of ASCII that were meant. */
  fullWidth(character: string, ascii: string): string;
  noField(name: string): string;
  /** Expressions within a text stand in braces. */
  readonly loneBrace: string;
  readonly closing: Readonly<Record<'parenthesis' | 'bracket', string>>;
  readonly display: {
    readonly end: string;
    readonly comparison: string;
    readonly field: string;
    readonly set: string;
    readonly noOtherField: string;
    readonly allIsForEquality: string;
    noFunction(name: string): string;
    noValue(field: string): string;
    noBits(field: string): string;
    readonly expected: Readonly<Record<FilterValue, string>>;
    readonly unsupported: Readonly<Record<Undisplayed, string>>;
  };
  readonly packet: {
    readonly end: string;
    readonly condition: string;
    readonly octets: string;
    readonly vlan: string;
    needsMore(protocol: string): string;
    cannotTest(protocol: string, what: string): string;
    readonly untested: Readonly<Record<Untested, string>>;
    readonly expected: Readonly<Record<PacketQualifier, string>>;
    readonly etherNeeded: string;
    noAddress(text: string): string;
    readonly station: string;
    noNetwork(text: string): string;
    readonly beyondMask: string;
    prefixLength(most: number): string;
    readonly mask: string;
    noSuchAddresses(protocol: string, text: string): string;
    noPort(text: string): string;
    readonly portsEnd: string;
    noPorts(protocol: string): string;
    namesNoProtocol(outer: string): string;
    noProtocol(name: string): string;
    readonly relation: string;
    readonly divisionByZero: string;
    readonly operand: string;
    readonly loadSize: string;
  };
  readonly time: Readonly<Record<'noTime' | 'noDay' | 'noTimeOfDay' | 'nothingLeft', string>>;
  readonly condition: {
    readonly end: string;
    readonly emptyList: string;
    readonly noCondition: string;
    readonly oneEquals: string;
    /** `&` and `|` are to be written twice. */
    onlyTwice(sign: string): string;
    noUnit(unit: string, known: readonly string[]): string;
    /** `word` as JSON; `isAll`: there are no others. */
    neverWord(word: string, known: readonly string[], isAll: boolean): string;
    absentIsNull(field: string): string;
    readonly pattern: string;
    noFieldIn(field: string, owner: string): string;
    readonly value: string;
    readonly valueHere: string;
    sign(sign: CelSign): string;
    /** One that has no name here. */
    token(name: string): string;
    readonly openString: string;
    readonly lineInString: string;
    /** `sequence` as it is written: a backslash, and what follows it. */
    escape(sequence: string): string;
    reserved(word: string): string;
    /** More than so many parts. */
    tooMuch(most: number): string;
    logical(type: CelType): string;
    tested(type: CelType): string;
    noFields(type: CelType): string;
    /** What `exists` and the like look through. */
    noList(type: CelType): string;
    /** What they call each element. */
    readonly element: string;
    readonly index: string;
    readonly ternary: string;
    operands(operator: string, left: CelType, right: CelType): string;
    operand(operator: string, type: CelType): string;
    noFunction(name: string, types: readonly CelType[] | null): string;
    /** What the package of CEL says, in English. */
    other(message: string): string;
  };
}

/** A clause, in the language of the words. */
export type TellFilter = (words: FilterWords) => string;
