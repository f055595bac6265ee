import type { Lz4Fault } from '../input-words.ts';
import type { Decoder, Emit } from './decoded-source.ts';
import { compressedCutShort, compressedDamaged } from './expansion-limit.ts';
import { decodeLz4Block } from './lz4-block.ts';
import { XxHash32 } from './xxhash32.ts';

/*
 * The LZ4 frame format, version 1.6.1: magic number, frame descriptor (flags, block size, content
 * size and dictionary where flagged, a checksum octet), blocks with their size before and, where
 * flagged, their checksum behind, an end mark of zero, and a checksum of the content where flagged.
 */
const FRAME_MAGIC = 0x184d2204;
const SKIPPABLE_MAGIC = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;

const FLAG_DICTIONARY = 0x01;
const FLAG_CONTENT_CHECKSUM = 0x04;
const FLAG_CONTENT_SIZE = 0x08;
const FLAG_BLOCK_CHECKSUM = 0x10;
const FLAG_INDEPENDENT_BLOCKS = 0x20;
const VERSION_MASK = 0xc0;
const VERSION_1 = 0x40;

const IS_STORED = 0x80000000;
const WORD = 4;
const HISTORY_OCTETS = 1 << 16;
/** Handed on at a time: the allocator is slow with larger pieces. */
const EMITTED_OCTETS = 1 << 16;

/** What the next octets are, and how many of them are needed. */
type Step = 'magic' | 'skippable-size' | 'flags' | 'descriptor' | 'size' | 'block' | 'checksum';

/** Decodes LZ4 frames, concatenated ones too, in memory of one block and its history. */
export class Lz4Decoder implements Decoder {
  readonly #emit: Emit;
  #step: Step = 'magic';
  #needed = WORD;
  #pending = new Uint8Array(1 << 10);
  #pendingLength = 0;
  #consumed = 0;
  /** Octets of a skippable frame still to be passed over. */
  #skipped = 0;

  #flags = 0;
  #isStored = false;
  #blockSize = 0;
  #output = new Uint8Array(0);
  #historyLength = 0;
  #contentHash = new XxHash32();

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  write(octets: Uint8Array): void {
    let offset = 0;
    while (offset < octets.length) {
      if (this.#skipped > 0) {
        const passed = Math.min(this.#skipped, octets.length - offset);
        this.#skipped -= passed;
        offset += passed;
        this.#consumed += passed;
        continue;
      }
      const taken = Math.min(this.#needed - this.#pendingLength, octets.length - offset);
      this.#append(octets.subarray(offset, offset + taken));
      offset += taken;
      this.#consumed += taken;
      if (this.#pendingLength === this.#needed) {
        this.#pendingLength = 0;
        this.#take(this.#pending.subarray(0, this.#needed));
      }
    }
  }

  end(): void {
    if (this.#step !== 'magic' || this.#pendingLength > 0 || this.#skipped > 0) {
      throw compressedCutShort(this.#consumed);
    }
  }

  #append(octets: Uint8Array): void {
    const length = this.#pendingLength + octets.length;
    if (length > this.#pending.length) {
      const larger = new Uint8Array(Math.max(length, this.#pending.length * 2));
      larger.set(this.#pending);
      this.#pending = larger;
    }
    this.#pending.set(octets, this.#pendingLength);
    this.#pendingLength = length;
  }

  #expect(step: Step, needed: number): void {
    this.#step = step;
    this.#needed = needed;
  }

  #take(octets: Uint8Array): void {
    switch (this.#step) {
      case 'magic':
        this.#takeMagic(wordAt(octets, 0));
        break;
      case 'skippable-size':
        this.#skipped = wordAt(octets, 0);
        this.#expect('magic', WORD);
        break;
      case 'flags':
        this.#takeFlags(octets[0] ?? 0);
        break;
      case 'descriptor':
        this.#takeDescriptor(octets);
        break;
      case 'size':
        this.#takeSize(wordAt(octets, 0));
        break;
      case 'block':
        this.#takeBlock(octets);
        break;
      case 'checksum':
        this.#verify(this.#contentHash, wordAt(octets, 0), 'content');
        this.#expect('magic', WORD);
        break;
    }
  }

  #takeMagic(magic: number): void {
    if (magic === FRAME_MAGIC) {
      this.#expect('flags', 1);
    } else if ((magic & SKIPPABLE_MASK) >>> 0 === SKIPPABLE_MAGIC) {
      this.#expect('skippable-size', WORD);
    } else {
      throw this.#damage('no-frame');
    }
  }

  #takeFlags(flags: number): void {
    if ((flags & VERSION_MASK) !== VERSION_1) {
      throw this.#damage('version');
    }
    if ((flags & FLAG_DICTIONARY) !== 0) {
      throw this.#damage('dictionary');
    }
    this.#flags = flags;
    const contentSize = (flags & FLAG_CONTENT_SIZE) === 0 ? 0 : 2 * WORD;
    this.#expect('descriptor', 1 + contentSize + 1);
  }

  #takeDescriptor(octets: Uint8Array): void {
    const hash = new XxHash32().update(Uint8Array.of(this.#flags)).update(octets.subarray(0, -1));
    if (((hash.digest() >>> 8) & 0xff) !== octets.at(-1)) {
      throw this.#damage('descriptor-checksum');
    }
    const SMALLEST_SIZE_CODE = 4;
    const sizeCode = ((octets[0] ?? 0) >>> 4) & 0x07;
    if (sizeCode < SMALLEST_SIZE_CODE) {
      throw this.#damage('block-size');
    }
    const blockMaximum = 1 << (8 + 2 * sizeCode);
    if (this.#output.length < HISTORY_OCTETS + blockMaximum) {
      this.#output = new Uint8Array(HISTORY_OCTETS + blockMaximum);
    }
    this.#blockSize = blockMaximum;
    this.#historyLength = 0;
    this.#contentHash = new XxHash32();
    this.#expect('size', WORD);
  }

  #takeSize(word: number): void {
    const size = (word & ~IS_STORED) >>> 0;
    if (word === 0) {
      const hasChecksum = (this.#flags & FLAG_CONTENT_CHECKSUM) !== 0;
      this.#expect(hasChecksum ? 'checksum' : 'magic', WORD);
    } else if (size > this.#blockSize || size === 0) {
      const most = this.#blockSize;
      throw compressedDamaged((words) => words.lz4BlockTooLong(size, most), this.#consumed);
    } else {
      this.#isStored = (word & IS_STORED) !== 0;
      this.#expect('block', size + (this.#hasBlockChecksums ? WORD : 0));
    }
  }

  get #hasBlockChecksums(): boolean {
    return (this.#flags & FLAG_BLOCK_CHECKSUM) !== 0;
  }

  #takeBlock(octets: Uint8Array): void {
    let block = octets;
    if (this.#hasBlockChecksums) {
      block = octets.subarray(0, -WORD);
      this.#verify(new XxHash32().update(block), wordAt(octets, block.length), 'block');
    }
    const start = HISTORY_OCTETS;
    const end = this.#isStored
      ? this.#store(block, start)
      : decodeLz4Block(
          block,
          this.#output,
          start,
          start + this.#blockSize,
          start - this.#historyLength,
        );
    if (end === undefined) {
      throw this.#damage('block');
    }
    const content = this.#output.subarray(start, end);
    if ((this.#flags & FLAG_CONTENT_CHECKSUM) !== 0) {
      this.#contentHash.update(content);
    }
    for (let offset = 0; offset < content.length; offset += EMITTED_OCTETS) {
      this.#emit(content.slice(offset, offset + EMITTED_OCTETS));
    }
    if ((this.#flags & FLAG_INDEPENDENT_BLOCKS) === 0) {
      this.#output.copyWithin(0, end - HISTORY_OCTETS, end);
      this.#historyLength = Math.min(HISTORY_OCTETS, this.#historyLength + content.length);
    }
    this.#expect('size', WORD);
  }

  #store(block: Uint8Array, start: number): number {
    this.#output.set(block, start);
    return start + block.length;
  }

  #verify(hash: XxHash32, expected: number, of: 'block' | 'content'): void {
    if (hash.digest() !== expected) {
      throw this.#damage(`${of}-checksum`);
    }
  }

  #damage(fault: Lz4Fault): Error {
    return compressedDamaged((words) => words.lz4(fault), this.#consumed);
  }
}

function wordAt(octets: Uint8Array, offset: number): number {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  return view.getUint32(offset, true);
}
