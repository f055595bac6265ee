import {
  array,
  boolean,
  constant,
  type Infer,
  integer,
  nullable,
  number,
  object,
  oneOf,
  record,
  text,
} from './schema/schema.ts';
import { checksums, frame, timestamp } from './schema/shapes.ts';

const quality = object(
  {
    checksumOffload: boolean(
      'Whether some sender left its checksums to the network card, so that the capture holds partial sums.',
    ),
    superSegments: integer(
      'Segments of more payload than the MSS that their receiver announced: captured before segmentation or after receive offload.',
    ),
    wireSegments: integer('TCP segments as they were on the wire: super-segments counted apart.'),
    snappedPackets: integer('Packets cut by the snap length.'),
    tapDuplicates: integer('Segments that a tap or mirror port recorded a second time.'),
    oneSidedConnections: integer(
      'Connections with data of which one direction alone was captured; like the next, of those that begin in this capture.',
    ),
    reorderedSegments: integer('Segments that the recorder, not the network, put out of order.'),
    clockStepsBack: integer('Times at which a record is earlier than the one before it.'),
    largestClockStepBackSeconds: nullable(
      number('The largest such step, in seconds (positive).', 0),
    ),
    connectionsBegunBefore: integer('Connections whose opening is not in the capture.'),
    connectionsOpenAtEnd: integer(
      'Connections that end in this capture and were open when the recording ended.',
    ),
    packetsDroppedByRecorder: nullable(
      integer('Packets that the recorder says it lost (pcapng); null where it says nothing.'),
    ),
  },
  'What the capture itself distorts: read this before any finding.',
);

const fragments = object(
  {
    complete: integer('Datagrams put together.'),
    incomplete: integer(
      'Datagrams with a fragment missing when time, memory or the recording ran out.',
    ),
    overlapping: integer(
      'IPv4 fragments that overlap others otherwise than as exact copies (RFC 3128).',
    ),
    discarded: integer(
      'IPv6 datagrams dropped for overlapping fragments, as their receiver must (RFC 5722).',
    ),
  },
  'IP datagrams that came in fragments, counted in the capture in which that was settled.',
);

const linkType = object(
  {
    number: integer('LINKTYPE number (tcpdump.org/linktypes.html).'),
    name: text('Its name.'),
  },
  'A link type.',
);

const comment = object(
  {
    subject: oneOf(['section', 'interface', 'packet'], 'What the comment is on.'),
    frame: nullable(frame('The packet, 1-based; null for a comment that is not on a packet.')),
    text: text('The comment.'),
  },
  'A comment.',
);

/** One input: what its headers say, and what was counted in it. */
export const captureSchema = object(
  {
    type: constant('capture'),
    index: integer('0-based, in order of analysis: what `capture` of a segment refers to.'),
    path: text('Path as given; `-` is standard input.'),
    format: oneOf(['pcap', 'pcapng'], 'File format (capinfos: file type).'),
    compression: nullable(
      oneOf(['gzip', 'zstd', 'lz4'], 'Compression, found by content; null for none.'),
    ),
    byteOrder: oneOf(
      ['little-endian', 'big-endian', 'mixed'],
      'Byte order of the file; `mixed` where the sections of a pcapng file differ.',
    ),
    timestampResolution: nullable(
      text(
        'Step of the clock as a power, of seconds: `1e-6`, `1e-9`, `2^-20`; `per-interface` where interfaces differ; null without an interface.',
      ),
    ),
    linkTypes: array(linkType, 'Link types in order of appearance.'),
    snapLength: nullable(integer('Octets kept of each packet at most; null for no limit.')),
    packets: integer('Records read (capinfos: number of packets).'),
    bytes: integer('Sum of the original lengths, in octets (capinfos: data size).'),
    tcpSegments: integer('TCP segments analysed.'),
    firstTimestamp: nullable(timestamp('Time of the first record, in file order.')),
    lastTimestamp: nullable(timestamp('Time of the last record, in file order.')),
    durationSeconds: nullable(
      number('Last time less first, in seconds; negative where the clock went back.'),
    ),
    truncated: boolean('Whether the file is cut short; the cut record is in no count.'),
    repairs: integer('Times that reading went on behind damage (`--repair`).'),
    skippedBytes: integer('Octets that were passed over as damaged, looking for where to go on.'),
    packetsNotDecoded: record(
      integer('Packets.'),
      'Packets without a TCP segment to analyse, by reason: `udp`, `arp`, `malformed-tcp-header`...',
    ),
    fragments,
    checksums,
    quality,
    comments: array(comment, 'Comments in the file (pcapng), the first thousand.'),
  },
  'One capture: what its headers say, and what was counted in it.',
);

export type CaptureRecord = Infer<typeof captureSchema>;
