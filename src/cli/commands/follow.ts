import type { AnalysisResult } from '../../analyze.ts';
import type { Side } from '../../model/vocabulary.ts';
import { palette } from '../../report/format/palette.ts';
import { HexPayload } from '../../report/payload/hex.ts';
import type { PayloadWriter } from '../../report/payload/payload-writer.ts';
import { TextPayload } from '../../report/payload/text.ts';
import type { Segment } from '../../tcp/segment.ts';
import { ConnectionStreams } from '../../tcp/streams/connection-streams.ts';
import type { StreamSink } from '../../tcp/streams/octet-stream.ts';
import type { FollowWords } from '../../words/follow-words.ts';
import type { BlockWriter } from '../block-writer.ts';
import { colorLevel } from '../color.ts';
import type { Io } from '../io.ts';
import { wordsFor } from '../language.ts';
import { isUnicode } from '../locale.ts';
import { type Printer, printCaptures } from '../printing.ts';
import type { FollowOptions } from '../program.ts';
import { unknownConnections } from '../unknown-connections.ts';
import { UsageError } from '../usage-error.ts';

/** `tcpdissect follow CAPTURE --connection ID` */
export async function follow(options: FollowOptions, io: Io): Promise<number> {
  const id = theConnection(options);
  return printCaptures(options, io, async (printer) => {
    const { writer } = printer;
    const { follow: words } = await wordsFor(options, io);
    const remarks = new Remarks(words);
    const payload = payloadWriterFor(options, printer, remarks, words);
    const streams = new ConnectionStreams({
      client: streamSink('client', options, payload, remarks, words),
      server: streamSink('server', options, payload, remarks, words),
    });
    return {
      sink: {
        segment(segment: Segment): void {
          if (segment.connectionId !== id || writer.isClosed) return;
          streams.take(segment);
        },
      },
      finish(result: AnalysisResult): void {
        const { failed, totals } = result;
        const unknown = unknownConnections([id], result);
        if (unknown !== undefined && !failed && !totals.interrupted) throw new UsageError(unknown);
        streams.finish();
        payload.end();
        writer.flush();
        if (!writer.isClosed) io.stderr.write(Buffer.from(remarks.text()));
      },
    };
  });
}

function theConnection({ connections = [] }: FollowOptions): number {
  const [id] = connections;
  if (id === undefined) throw new UsageError(({ usage }) => usage.followNeedsId);
  if (connections.length > 1) throw new UsageError(({ usage }) => usage.followOneConnection);
  return id;
}

function payloadWriterFor(
  { show, from, color }: FollowOptions,
  { writer, stream, io }: Printer,
  remarks: Remarks,
  words: FollowWords,
): PayloadWriter {
  if (show === 'raw') return rawPayload(writer, remarks, words);
  const options = {
    sink: writer,
    paint: palette(colorLevel(color, io.env, stream)),
    unicode: isUnicode(io),
    marksDirection: from === undefined,
    words,
  };
  return show === 'hex' ? new HexPayload(options) : new TextPayload(options);
}

/** The octets as they are, which leave no place to mark gaps in. */
function rawPayload(writer: BlockWriter, remarks: Remarks, words: FollowWords): PayloadWriter {
  return {
    octets: (_, octets) => writer.writeOctets(octets),
    gap: (side, position, octets, isSnapped) =>
      remarks.add(words.at(side, position, words.missing(octets, isSnapped))),
    end: () => {},
  };
}

function streamSink(
  side: Side,
  { from = side, quiet }: FollowOptions,
  payload: PayloadWriter,
  remarks: Remarks,
  words: FollowWords,
): StreamSink {
  if (from !== side) return { octets: () => {}, gap: () => {}, differs: () => {} };
  return {
    octets: (octets, position) => payload.octets(side, octets, position),
    gap: (position, octets, cause) => payload.gap(side, position, octets, cause === 'snapped'),
    differs(position, different, frame): void {
      if (quiet) return;
      remarks.add(words.at(side, position, words.differs(frame, different)));
    },
  };
}

const MOST_REMARKS = 100;

/** What is said on standard error behind the payload; of very many remarks the first. */
class Remarks {
  readonly #lines: string[] = [];
  readonly #words: FollowWords;
  #left = 0;

  constructor(words: FollowWords) {
    this.#words = words;
  }

  add(line: string): void {
    if (this.#lines.length < MOST_REMARKS) this.#lines.push(`tcpdissect: ${line}\n`);
    else this.#left++;
  }

  text(): string {
    const more = this.#left === 0 ? '' : `tcpdissect: ${this.#words.more(this.#left)}\n`;
    return this.#lines.join('') + more;
  }
}
