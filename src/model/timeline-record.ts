import {
  array,
  boolean,
  type Infer,
  integer,
  named,
  nullable,
  number,
  object,
  oneOf,
  text,
} from './schema/schema.ts';
import { frame, side, tcpState, timestamp, unsigned16, unsigned32 } from './schema/shapes.ts';
import { HANDSHAKE_KINDS, RESET_CAUSES, TEARDOWN_KINDS } from './timeline-kinds.ts';

const elapsedSeconds = number('Seconds since the first packet of the first capture.');

const stepKeys = {
  frame: frame('1-based frame number.'),
  elapsedSeconds,
  from: side('Its sender.'),
  sequence: unsigned32('Sequence number, raw.'),
  acknowledgment: nullable(unsigned32('Acknowledgment number, raw; null without ACK.')),
  relativeSequence: unsigned32(
    'Sequence number less its sender’s initial one (Wireshark: `tcp.seq`).',
  ),
  relativeAcknowledgment: nullable(
    unsigned32(
      'Acknowledgment number less the peer’s initial sequence number (Wireshark: `tcp.ack`).',
    ),
  ),
  payloadLength: integer('Octets of payload that it carries.'),
  acknowledgesFrame: nullable(
    frame(
      'The earlier step whose SYN or FIN it acknowledges: its acknowledgment number is one more than the sequence number of that SYN or FIN (or than the last of the data that came with a SYN). Null where it acknowledges none.',
    ),
  ),
  retransmission: boolean('Whether it repeats an earlier step.'),
};

const handshakeStepSchema = named(
  'handshakeStep',
  object(
    {
      ...stepKeys,
      segment: oneOf(['SYN', 'SYN-ACK', 'ACK', 'RST'], 'What it is to the handshake.'),
    },
    'One segment of the handshake.',
  ),
);

const teardownStepSchema = named(
  'teardownStep',
  object(
    { ...stepKeys, segment: oneOf(['FIN', 'ACK', 'RST'], 'What it is to the teardown.') },
    'One segment of the teardown.',
  ),
);

const negotiated = object(
  {
    mss: object(
      {
        client: nullable(
          unsigned16('Asked for by the client, in octets; null without the option.'),
        ),
        server: nullable(
          unsigned16('Asked for by the server, in octets; null without the option.'),
        ),
      },
      'Maximum segment size that each side asked the other to keep to (RFC 9293, section 3.7.1).',
    ),
    windowScale: object(
      {
        client: nullable(integer('Shift of the client’s windows, as sent.', 0, 255)),
        server: nullable(integer('Shift of the server’s windows, as sent.', 0, 255)),
      },
      'Shift of each side’s windows (RFC 7323), in effect where both sent one; null without the option.',
    ),
    sack: nullable(boolean('Both sides sent SACK permitted (RFC 2018).')),
    timestamps: nullable(boolean('Both sides sent timestamps (RFC 7323).')),
    ecn: nullable(boolean('Both sides agreed on explicit congestion notification (RFC 3168).')),
    accurateEcn: nullable(boolean('Both sides agreed on Accurate ECN (RFC 9768).')),
    fastOpen: nullable(boolean('The server acknowledged data on the SYN (RFC 7413).')),
    mptcp: nullable(boolean('Both sides sent a Multipath TCP option (RFC 8684).')),
  },
  'What the two SYNs agreed on; null where one of them was not captured.',
);

const seconds = (description: string) => nullable(number(`${description}, in seconds.`));

export const handshakeSchema = named(
  'handshake',
  object(
    {
      kind: oneOf(HANDSHAKE_KINDS, 'How the connection was opened.'),
      complete: boolean('Whether both sides reached ESTABLISHED.'),
      steps: array(handshakeStepSchema, 'Its segments in order, repeated ones too.'),
      rttSeconds: seconds(
        'From the SYN that was answered to the ACK that completes the handshake: one round trip, wherever the capture point is (Wireshark: `tcp.analysis.initial_rtt`)',
      ),
      synToSynAckSeconds: seconds(
        'SYN to SYN-ACK: the part of the round trip behind the capture point',
      ),
      synAckToAckSeconds: seconds(
        'SYN-ACK to ACK: the part of the round trip before the capture point',
      ),
      negotiated,
    },
    'How the connection was opened (RFC 9293, section 3.5).',
  ),
);

const timeWait = object(
  {
    endpoint: oneOf(['client', 'server', 'both'], 'Who holds TIME-WAIT.'),
    enteredFrame: frame('The frame that brought it there; the first of two.'),
    enteredElapsedSeconds: elapsedSeconds,
    expiresElapsedSeconds: number(
      'When 2 MSL will be over, in seconds since the first packet of the first capture.',
    ),
    expiresTimestamp: timestamp('When 2 MSL will be over.'),
  },
  'Who waits for 2 MSL after the close, and until when.',
);

const reset = object(
  {
    frame: frame('The RST that ended the connection.'),
    elapsedSeconds,
    from: side('Who sent it.'),
    cause: oneOf(RESET_CAUSES, 'Why, as far as the segments before it tell.'),
  },
  'The reset that ended the connection.',
);

export const teardownSchema = named(
  'teardown',
  object(
    {
      kind: oneOf(TEARDOWN_KINDS, 'How the connection was closed.'),
      initiator: nullable(side('Who closed first: sent the first FIN, or the RST.')),
      complete: boolean('Whether each side’s FIN was acknowledged, or a reset ended it.'),
      steps: array(teardownStepSchema, 'Its segments in order, repeated ones too.'),
      halfClosedSeconds: seconds('How long one side had closed and the other had not'),
      timeWait: nullable(timeWait),
      reset: nullable(reset),
    },
    'How the connection was closed (RFC 9293, section 3.6).',
  ),
);

export const transitionSchema = named(
  'transition',
  object(
    {
      frame: frame('The frame that caused it.'),
      elapsedSeconds,
      endpoint: side('Whose state changed.'),
      from: nullable(tcpState('State before; null where the capture begins later.')),
      to: tcpState('State after.'),
      cause: text('The event, in the words of RFC 9293 figure 5, or what was assumed.'),
      certainty: oneOf(
        ['observed', 'inferred'],
        '`observed` where a segment of this endpoint proves it, `inferred` where it follows from the peer’s.',
      ),
    },
    'One change of the state of one endpoint.',
  ),
);

export type HandshakeRecord = Infer<typeof handshakeSchema>;
export type HandshakeStepRecord = Infer<typeof handshakeStepSchema>;
export type TeardownRecord = Infer<typeof teardownSchema>;
export type TeardownStepRecord = Infer<typeof teardownStepSchema>;
export type TransitionRecord = Infer<typeof transitionSchema>;
