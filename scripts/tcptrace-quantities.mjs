// What `tcptrace -l -r -W` prints for each direction of a connection, under the labels of its long
// form, and what of tcpdissect's records is its equal. docs/tcptrace.md explains the differences.

/** tcptrace prints one decimal of a millisecond, and cuts means down to whole octets. */
const TENTH_OF_MILLISECOND = 0.1000001;
const WHOLE_OCTET = 1.0000001;

const milliseconds = (seconds) => (seconds === null || seconds === undefined ? 0 : seconds * 1e3);
const yesNo = (flag) => (flag ? 'Y' : 'N');

/** A quantity that is a key of the sender's record; of the peer's where tcptrace counts what it receives. */
function key(label, path, { of = 'sender', tolerance = 0, scale = 1 } = {}) {
  const read = (sender, peer) => {
    let value = of === 'peer' ? peer : sender;
    for (const name of path.split('.')) value = value?.[name];
    return (value ?? 0) * scale;
  };
  return { label, keys: [path], of, tolerance, read };
}

const time = (label, path, of) =>
  key(label, path, { of, tolerance: TENTH_OF_MILLISECOND, scale: 1e3 });
const mean = (label, path) => key(label, path, { tolerance: WHOLE_OCTET });

/** In the order in which tcptrace prints them. */
export const QUANTITIES = [
  key('total packets', 'segments'),
  key('resets sent', 'rstSegments'),
  key('ack pkts sent', 'ackSegments'),
  key('pure acks sent', 'pureAcks'),
  key('sack pkts sent', 'sackSegments'),
  key('dsack pkts sent', 'dsacks'),
  key('max sack blks/ack', 'sackBlocksMax'),
  key('unique bytes sent', 'uniqueBytes'),
  key('actual data pkts', 'dataSegments'),
  key('actual data bytes', 'payloadBytes'),
  key('rexmt data pkts', 'repeatedSegments'),
  key('rexmt data bytes', 'repeatedBytes'),
  key('zwnd probe pkts', 'zeroWindowProbes'),
  key('zwnd probe bytes', 'zeroWindowProbeBytes'),
  key('outoforder pkts', 'outOfOrderSegments'),
  key('pushed data pkts', 'pushedDataSegments'),
  {
    label: 'SYN/FIN pkts sent',
    keys: ['synSegments', 'finSegments'],
    read: ({ synSegments, finSegments }) => `${synSegments}/${finSegments}`,
  },
  {
    label: 'req 1323 ws/ts',
    keys: ['windowScale', 'offersTimestamps'],
    read: ({ windowScale, offersTimestamps }) =>
      `${yesNo(windowScale !== null)}/${yesNo(offersTimestamps)}`,
  },
  key('adv wind scale', 'windowScale'),
  {
    label: 'req sack',
    keys: ['offersSack'],
    read: ({ offersSack }) => yesNo(offersSack),
  },
  key('sacks sent', 'sackSegments'),
  key('urgent data pkts', 'urgentDataSegments'),
  key('urgent data bytes', 'urgentBytes'),
  key('mss requested', 'mss'),
  key('max segm size', 'segmentSize.max'),
  key('min segm size', 'segmentSize.min'),
  mean('avg segm size', 'segmentSize.mean'),
  key('max win adv', 'window.max'),
  key('min win adv', 'window.min'),
  key('zero win adv', 'zeroWindows'),
  mean('avg win adv', 'window.mean'),
  key('max owin', 'bytesInFlight.max'),
  key('min non-zero owin', 'bytesInFlight.min'),
  mean('avg owin', 'bytesInFlight.mean'),
  mean('wavg owin', 'bytesInFlight.timeWeightedMean'),
  key('initial window bytes', 'initialWindowBytes'),
  key('initial window pkts', 'initialWindowSegments'),
  key('ttl stream length', 'streamBytes'),
  key('missed data', 'missedBytes'),
  key('truncated data', 'truncatedBytes'),
  key('truncated packets', 'truncatedSegments'),
  key('data xmit time', 'dataSeconds', { tolerance: 0.001 }),
  time('idletime max', 'idleMaxSeconds'),
  key('hardware dups', 'copiedSegments'),
  key('throughput', 'goodputBytesPerSecond', { tolerance: WHOLE_OCTET }),
  key('RTT samples', 'rttSeconds.samples'),
  time('RTT min', 'rttSeconds.min'),
  time('RTT max', 'rttSeconds.max'),
  time('RTT avg', 'rttSeconds.mean'),
  time('RTT stdev', 'rttSeconds.stdev'),
  {
    label: 'RTT from 3WHS',
    keys: ['handshake.synToSynAckSeconds', 'handshake.synAckToAckSeconds'],
    tolerance: TENTH_OF_MILLISECOND,
    read: (sender, _peer, { client, handshake }) =>
      milliseconds(sender === client ? handshake.synToSynAckSeconds : handshake.synAckToAckSeconds),
  },
  key('RTT full_sz smpls', 'rttFullSizeSeconds.samples'),
  time('RTT full_sz min', 'rttFullSizeSeconds.min'),
  time('RTT full_sz max', 'rttFullSizeSeconds.max'),
  time('RTT full_sz avg', 'rttFullSizeSeconds.mean'),
  time('RTT full_sz stdev', 'rttFullSizeSeconds.stdev'),
  key('post-loss acks', 'postLossAcks'),
  key('ambiguous acks', 'rttAmbiguousSeconds.samples'),
  time('RTT min (last)', 'rttAmbiguousSeconds.min'),
  time('RTT max (last)', 'rttAmbiguousSeconds.max'),
  time('RTT avg (last)', 'rttAmbiguousSeconds.mean'),
  time('RTT sdv (last)', 'rttAmbiguousSeconds.stdev'),
  key('segs cum acked', 'cumulativelyAckedSegments'),
  {
    ...key('duplicate acks', 'duplicateAcks', { of: 'peer' }),
    // RFC 5681, section 2, takes none with SYN or FIN for a duplicate acknowledgment; tcptrace does.
    explain: (difference, { finSegments, rstSegments }) =>
      difference > 0 && difference <= finSegments + rstSegments
        ? ['FIN or RST without payload']
        : undefined,
  },
  key('triple dupacks', 'tripleDuplicateAcks', { of: 'peer' }),
  key('max # retrans', 'retransmissionsMax'),
  time('min retr time', 'retransmissionIntervalSeconds.min'),
  time('max retr time', 'retransmissionIntervalSeconds.max'),
  time('avg retr time', 'retransmissionIntervalSeconds.mean'),
  time('sdv retr time', 'retransmissionIntervalSeconds.stdev'),
];
