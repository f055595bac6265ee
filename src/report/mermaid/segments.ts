import { socketText } from '../../model/address-text.ts';
import type { States } from '../../model/ladder-record.ts';
import type { SegmentRecord } from '../../model/segment-record.ts';
import { ENGLISH } from '../../words/en/index.ts';
import { plural, secondsText } from '../format/units.ts';
import type { Reporter, Sink } from '../reporter.ts';
import { verdictText } from '../text/verdict-line.ts';
import { statesNotes } from './connection-diagram.ts';
import { type DiagramItem, diagramText } from './diagram.ts';

const MOST_ITEMS = 100;

/** The segments of the connection that the first one is of, in one diagram. */
export function segmentsMermaidReporter(sink: Sink, absoluteNumbers: boolean): Reporter {
  const items: DiagramItem[] = [];
  let first: SegmentRecord | undefined;
  let before: States = { client: null, server: null };
  let notDrawn = 0;
  let ofOthers = 0;
  return {
    begin() {},
    segment(segment) {
      first ??= segment;
      if (segment.connection !== first.connection) {
        ofOthers++;
      } else if (items.length >= MOST_ITEMS) {
        notDrawn++;
      } else {
        items.push(arrowOf(segment, absoluteNumbers), ...statesNotes(segment.states, before));
        before = segment.states;
      }
    },
    tellsInterruption: true,
    end({ totals }) {
      const rest: DiagramItem[] = [
        note(notDrawn, `${plural(notDrawn, 'more segment')} not drawn`),
        note(first === undefined ? 1 : 0, verdictText(totals, ENGLISH)),
        note(totals.interrupted ? 1 : 0, ENGLISH.report.interrupted),
      ].flat();
      if (ofOthers > 0) {
        const text = `${plural(ofOthers, 'segment')} of other connections not drawn, select one with --connection ID`;
        rest.push({ kind: 'comment', text });
      }
      const participants = first && { participants: participantsOf(first) };
      sink.write(diagramText({ ...participants, items: [...items, ...rest] }));
    },
  };
}

function note(count: number, text: string): DiagramItem[] {
  return count > 0 ? [{ kind: 'note', at: 'both', text }] : [];
}

function participantsOf({ from, source, destination }: SegmentRecord) {
  const [client, server] = from === 'client' ? [source, destination] : [destination, source];
  return {
    client: `client ${socketText(client.address, client.port)}`,
    server: `server ${socketText(server.address, server.port)}`,
  };
}

function arrowOf(segment: SegmentRecord, absoluteNumbers: boolean): DiagramItem {
  const { frame, from, flags, payloadLength, elapsedSeconds, analysis, retransmission } = segment;
  const own = absoluteNumbers ? segment.acknowledgment : segment.relativeAcknowledgment;
  const text = [
    flags.join(' '),
    `seq ${absoluteNumbers ? segment.sequence : segment.relativeSequence}`,
    payloadLength === 0 ? '' : `len ${payloadLength}`,
    flags.includes('ACK') ? `ack ${own}` : '',
    ...analysis.map((name) => `[${name}]`),
    `(frame ${frame}, ${secondsText(elapsedSeconds)} s)`,
  ];
  const shape = flags.includes('RST') ? 'reset' : retransmission === null ? 'plain' : 'repeated';
  return { kind: 'arrow', from, shape, text: text.filter((word) => word !== '').join(' ') };
}
