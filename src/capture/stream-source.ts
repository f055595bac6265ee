import type { OnReadOpts, Socket, SocketConstructorOpts } from 'node:net';
import type { OctetWindow } from './octet-window.ts';
import type { OctetSource } from './source.ts';

/** What a pipe hands over at a time by default on Linux. */
const CHUNK_OCTETS = 64 * 1024;

/**
 * A pipe, a FIFO or a socket: read when the system says that there is something to read. No thread
 * waits in the meantime, so that a signal ends the process however quiet the other end is.
 */
export class StreamSource implements OctetSource {
  readonly #socket: Socket;
  readonly #chunk = Buffer.allocUnsafeSlow(CHUNK_OCTETS);
  /** What of the chunk was not handed over yet: `[start, end)`. */
  #start = 0;
  #end = 0;
  #consumed = 0;
  #isOver = false;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(descriptor: number) {
    const options: SocketConstructorOpts & { readonly onread: OnReadOpts } = {
      fd: descriptor,
      readable: true,
      writable: false,
      onread: { buffer: this.#chunk, callback: (count) => this.#take(count) },
    };
    // Loaded when the first pipe is read: it takes longer than a small file takes to read.
    const net = process.getBuiltinModule('node:net');
    this.#socket = new net.Socket(options);
    this.#socket.on('end', () => this.#finish(undefined));
    this.#socket.on('error', (error) => this.#finish(error));
    this.#socket.on('close', () => this.#finish(undefined));
    this.#socket.pause();
  }

  get consumed(): number {
    return this.#consumed;
  }

  fill(window: OctetWindow): number | Promise<number> {
    if (this.#start < this.#end || this.#isOver) return this.#handOver(window);
    return new Promise((resolve, reject) => {
      this.#wake = () => {
        if (this.#failure !== undefined) reject(this.#failure);
        else resolve(this.#handOver(window));
      };
      this.#socket.resume();
    });
  }

  close(): void {
    this.#finish(undefined);
    this.#socket.destroy();
  }

  #handOver(window: OctetWindow): number {
    const room = window.bytes.length - window.end;
    const count = Math.min(room, this.#end - this.#start);
    window.bytes.set(this.#chunk.subarray(this.#start, this.#start + count), window.end);
    this.#start += count;
    this.#consumed += count;
    window.end += count;
    return count;
  }

  /** The chunk was filled; false stops reading until it was handed over. */
  #take(count: number): boolean {
    this.#start = 0;
    this.#end = count;
    this.#answer();
    return false;
  }

  #finish(failure: Error | undefined): void {
    this.#isOver = true;
    this.#failure ??= failure;
    this.#answer();
  }

  #answer(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
