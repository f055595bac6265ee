import type { ByteOrder, CaptureComment } from '../reader.ts';
import type { CaptureInterface } from './interface-description.ts';
import { findOption, nextOption, OPTION_COMMENT, optionLength } from './options.ts';

const MOST_COMMENTS = 1000;

/** What the headers of a pcapng file have said so far, over all its sections. */
export class CaptureInventory {
  readonly comments: CaptureComment[] = [];
  readonly #interfaces: CaptureInterface[] = [];
  #byteOrder: ByteOrder | undefined;

  get byteOrder(): ByteOrder {
    return this.#byteOrder ?? 'little-endian';
  }

  addSection(byteOrder: ByteOrder): void {
    this.#byteOrder =
      this.#byteOrder === undefined || this.#byteOrder === byteOrder ? byteOrder : 'mixed';
  }

  addInterface(added: CaptureInterface): void {
    this.#interfaces.push(added);
  }

  /** Keeps the comments among the options between `start` and `end`. */
  addComments(
    subject: CaptureComment['subject'],
    frame: number | undefined,
    view: DataView,
    start: number,
    end: number,
    littleEndian: boolean,
  ): void {
    let value = findOption(view, start, end, OPTION_COMMENT, littleEndian);
    while (value > 0 && this.comments.length < MOST_COMMENTS) {
      const length = optionLength(view, value, littleEndian);
      const octets = new Uint8Array(view.buffer, view.byteOffset + value, length);
      // The copy is for WebAssembly memory, which a decoder may refuse.
      const text = new TextDecoder().decode(octets.slice());
      this.comments.push({ subject, frame, text });
      const next = nextOption(view, value - 4, littleEndian);
      value = findOption(view, next, end, OPTION_COMMENT, littleEndian);
    }
  }

  get linkTypes(): readonly number[] {
    return [...new Set(this.#interfaces.map((each) => each.linkType))];
  }

  get timestampResolution(): string | undefined {
    const [first, ...others] = new Set(this.#interfaces.map((each) => each.scale.resolution));
    return others.length === 0 ? first : 'per-interface';
  }

  get snapLength(): number | undefined {
    const lengths = this.#interfaces.map((each) => each.snapLength);
    return lengths.length === 0 || lengths.includes(0)
      ? undefined
      : lengths.reduce((longest, length) => Math.max(longest, length));
  }

  get droppedPackets(): number | undefined {
    return this.#interfaces.reduce<number | undefined>(
      (sum, { droppedPackets }) =>
        droppedPackets === undefined ? sum : (sum ?? 0) + droppedPackets,
      undefined,
    );
  }
}
