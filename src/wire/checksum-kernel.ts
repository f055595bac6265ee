/**
 * Sums octets of its own memory (RFC 1071), several times as fast as JavaScript. The capture window lies in that memory, so nothing is copied.
 */
export interface ChecksumKernel {
  /**
   * The ones' complement sum of `octets` octets (at most `MOST_KERNEL_OCTETS`) at `at` in the memory, an odd last one
   * padded with zero: 0 to 0xffff.
   */
  sum(at: number, octets: number): number;
}

/** Memory for a capture window, in which a kernel can sum. */
export interface KernelMemory {
  /**
   * Gives at least this many octets, from the beginning of the memory, keeping what it held. An
   * array given before is of no use after a call that had to grow the memory.
   */
  grow(octets: number): Uint8Array;
}

/** The part of the WebAssembly interface that is needed; no type library of ours declares it. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
declare const WebAssembly: {
  validate(module: Uint8Array): boolean;
  readonly Module: new (module: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => { readonly exports: ChecksumKernel & { readonly memory: WasmMemory } };
};

/** More octets at once could overflow the kernel's accumulators. */
export const MOST_KERNEL_OCTETS = 1 << 19;

const PAGE = 0x1_0000;
/** Octets that the kernel may read behind those it sums. */
const SLACK = 16;

/** checksum-kernel.wat, assembled by scripts/assemble-kernel.mjs. */
const MODULE =
  'AGFzbQEAAAABBwFgAn9/AX8DAgEABQYBARGAgAIHEAIGbWVtb3J5AgADc3VtAAAKtAIBsQIEAX8BewF7AX4gACABQUBx' +
  'aiECAkADQCAAIAJPDQEgAyAA/QAAAP1//a4BIAD9AAAQ/X/9rgEhAyAEIAD9AAAg/X/9rgEgAP0AADD9f/2uASEEIABB' +
  'wABqIQAMAAsLIAIgAUEwcWohAgJAA0AgACACTw0BIAMgAP0AAAD9f/2uASEDIABBEGohAAwACwsgAUEPcQRAIAQgAP0A' +
  'AAD9DAABAgMEBQYHCAkKCwwNDg8gAUEPcf0P/Sb9Tv1//a4BIQQLIAP9yQEgA/3KAf3OASAE/ckBIAT9ygH9zgH9zgEi' +
  'A/0dACAD/R0BfCEFIAVC//8DgyAFQhCIfCIFQv//A4MgBUIQiHwiBUL//wODIAVCEIh8IgVC//8DgyAFQhCIfKciAEEI' +
  'diAAQQh0QYD+A3FyCw==';

const kernels = new WeakMap<ArrayBufferLike, ChecksumKernel>();

/** The kernel in whose memory the octets lie from its beginning on, or null. */
export function kernelOf(bytes: Uint8Array): ChecksumKernel | null {
  return (bytes.byteOffset === 0 && kernels.get(bytes.buffer)) || null;
}

/**
 * Memory with a kernel; plain memory without one where there are no SIMD instructions, or where the
 * system has no room for the 10 GiB of address space that V8 puts around each kernel (`ulimit -v`).
 */
export function createKernelMemory(): KernelMemory {
  const module = Buffer.from(MODULE, 'base64');
  if (!WebAssembly.validate(module)) return plainMemory();
  try {
    return kernelMemory(module);
  } catch (error) {
    if (error instanceof RangeError) return plainMemory();
    throw error;
  }
}

function kernelMemory(module: Uint8Array): KernelMemory {
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
  const { memory } = kernel;
  const window = (): Uint8Array => {
    kernels.set(memory.buffer, kernel);
    return new Uint8Array(memory.buffer, 0, memory.buffer.byteLength - SLACK);
  };
  let bytes = window();
  return {
    grow(octets) {
      if (octets > bytes.length) {
        memory.grow(Math.ceil((octets + SLACK) / PAGE) - memory.buffer.byteLength / PAGE);
        bytes = window();
      }
      return bytes;
    },
  };
}

function plainMemory(): KernelMemory {
  let bytes = new Uint8Array(0);
  return {
    grow(octets) {
      if (octets > bytes.length) {
        const larger = new Uint8Array(octets);
        larger.set(bytes);
        bytes = larger;
      }
      return bytes;
    },
  };
}
