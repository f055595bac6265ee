import type { ChecksumStatus } from '../../wire/checksum-status.ts';
import type { BrokenOptionList, LegalLengths } from '../option-problem.ts';
import type { FlagName, Side } from '../vocabulary.ts';

/** What is said of a frame as a whole. */
export interface FrameWords {
  segment(
    flags: readonly FlagName[],
    payload: number,
    who: Side,
    other: Side,
    connection: number,
  ): string;
  noSegment(outcome: string): string;
  fragment(offset: number): string;
  completedBy(frame: number): string;
  readonly neverCompleted: string;
  readonly completes: string;
  snapped(captured: number, original: number): string;
  malformed(outcome: string): string;
  options(broken: BrokenOptionList): string;
  readonly icmp: string;
  readonly firstFragment: string;
  readonly shortSegment: string;
}

/** What is said of the headers below words.tcp. */
export interface NetworkWords {
  layer(name: string, length: number): string;
  readonly unread: string;
  etherType(name: string): string;
  hardwareDestination(isGroup: boolean): string;
  readonly hardwareSource: string;
  readonly length: string;
  readonly priority: string;
  dropEligible(isSet: boolean): string;
  readonly vlanId: string;
  packetType(value: number): string;
  readonly otherHeader: string;
  version(version: number): string;
  headerWords(words: number): string;
  headerWordsWrong(words: number): string;
  readonly differentiated: string;
  ecn(value: number): string;
  totalLength(total: number, header: number): string;
  readonly identification: string;
  reservedBit(isSet: boolean): string;
  dontFragment(isSet: boolean): string;
  moreFragments(isSet: boolean): string;
  fragmentOffset(units: number): string;
  readonly timeToLive: string;
  protocol(name: string): string;
  readonly ipChecksum: Readonly<Record<ChecksumStatus, string>>;
  readonly ipSource: string;
  readonly ipDestination: string;
  readonly flowLabel: string;
  payloadLength(length: number): string;
  nextHeader(name: string): string;
  extensionLength(length: number): string;
  readonly extensionRest: string;
  ipOption(name: string): string;
  readonly port: string;
  readonly udpLength: string;
  readonly udpChecksum: string;
}

/** What is said of the fields of a TCP header (RFC 9293, section 3.1). */
export interface TcpWords {
  port(who: Side, isSource: boolean): string;
  readonly portUnknown: string;
  readonly portZero: string;
  sequenceSyn(who: Side): string;
  sequenceData(who: Side, first: number, last: number): string;
  sequenceFin(who: Side, number: number): string;
  sequenceFinWithData(who: Side, first: number, last: number, fin: number): string;
  sequenceEmpty(who: Side, number: number): string;
  readonly sequenceWraps: string;
  readonly sequenceUnknown: string;
  acknowledgment(other: Side, number: number): string;
  acknowledgmentOfFin(other: Side, number: number): string;
  readonly acknowledgmentZero: string;
  readonly acknowledgmentOdd: string;
  readonly acknowledgmentUnknown: string;
  dataOffset(words: number): string;
  dataOffsetWrong(words: number): string;
  dataOffsetTooLong(words: number): string;
  reserved(value: number): string;
  windowSyn(window: number): string;
  windowScaled(window: number, shift: number, scaled: number, who: Side): string;
  windowPlain(window: number, who: Side): string;
  readonly windowUnknown: string;
  windowZero(who: Side): string;
  readonly windowZeroReset: string;
  readonly checksum: Readonly<Record<ChecksumStatus, string>>;
  urgent(number: number, inSegment: number): string;
  readonly urgentClear: string;
  readonly urgentOdd: string;
  payload(length: number, shown: number): string;
  payloadSnapped(length: number, captured: number): string;
  readonly trailer: string;
}

/** What a flag means where it is set, and where it is clear. */
export interface FlagWords {
  readonly set: string;
  readonly clear: string;
  /** Set beside SYN. */
  readonly withSyn?: string;
}

/** What is said of TCP options and their octets. */
export interface OptionWords {
  readonly kind: string;
  length(length: number): string;
  readonly endOfList: string;
  readonly nop: string;
  readonly padding: string;
  readonly outsideSyn: string;
  mss(who: Side, mss: number): string;
  windowScale(shift: number): string;
  readonly sackPermitted: string;
  sackBlocks(blocks: number): string;
  sackBlock(other: Side, left: number, last: number): string;
  duplicateSack(other: Side, left: number, last: number): string;
  left(number: number): string;
  right(number: number): string;
  readonly timestamps: string;
  tsval(who: Side): string;
  tsecr(other: Side, value: number): string;
  readonly md5: string;
  readonly digest: string;
  userTimeout(timeout: number, isMinutes: boolean): string;
  readonly tcpAo: string;
  readonly keyId: string;
  readonly rNextKeyId: string;
  readonly mac: string;
  mptcp(subtype: string): string;
  mptcpUnknown(subtype: number): string;
  readonly mptcpData: string;
  readonly fastOpenRequest: string;
  readonly fastOpen: string;
  readonly cookie: string;
  readonly accurateEcn: string;
  readonly counter: string;
  readonly experimental: string;
  readonly exId: string;
  readonly data: string;
  readonly unknown: string;
  malformed(option: string, length: number, legal: LegalLengths): string;
  broken(broken: BrokenOptionList): string;
}

/** What is said of a checksum that is computed step by step (RFC 1071). */
export interface SumWords {
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly protocol: string;
  length(length: number): string;
  readonly header: string;
  readonly options: string;
  payload(length: number, isOdd: boolean): string;
  readonly fold: string;
  readonly complement: string;
  valid(found: string): string;
  invalid(found: string, expected: string): string;
  invalidIp(found: string, expected: string): string;
  readonly negativeZero: string;
  partial(found: string): string;
  partialWithoutLength(found: string): string;
  readonly notVerified: string;
  notVerifiable(captured: number, length: number): string;
  readonly ofFragment: string;
  readonly absentIp: string;
}
