import type { OctetSource } from '../source.ts';
import { DecodedSource } from './decoded-source.ts';
import { InflatedSource, type StreamDecompressor } from './inflated-source.ts';
import { Lz4Decoder } from './lz4.ts';

export type Compression = 'gzip' | 'zstd' | 'lz4';

/** Octets that tell the compression. */
export const COMPRESSION_MAGIC_LENGTH = 4;

const GZIP_MAGIC = 0x8b1f;
const ZSTD_MAGIC = 0xfd2fb528;
const LZ4_MAGIC = 0x184d2204;

/** How the input that begins at `offset` is compressed; four octets must be there. */
export function compressionOf(view: DataView, offset: number): Compression | undefined {
  if (view.getUint16(offset, true) === GZIP_MAGIC) {
    return 'gzip';
  }
  switch (view.getUint32(offset, true)) {
    case ZSTD_MAGIC:
      return 'zstd';
    case LZ4_MAGIC:
      return 'lz4';
    default:
      return undefined;
  }
}

/**
 * A source of what `source` holds in compressed form. `head` are octets already taken from it, and
 * are copied. Nothing is held whole: neither the compressed octets nor the others.
 */
export async function decompress(
  compression: Compression,
  source: OctetSource,
  head: Uint8Array,
): Promise<OctetSource> {
  if (compression === 'lz4') {
    return new DecodedSource(source, head, (emit) => new Lz4Decoder(emit));
  }
  const { createGunzip, createZstdDecompress } = zlib();
  if (compression === 'gzip') {
    return new InflatedSource(source, head, () => createGunzip({ chunkSize: CHUNK_OCTETS }));
  }
  if (createZstdDecompress !== undefined) {
    return new InflatedSource(source, head, () =>
      createZstdDecompress({ chunkSize: CHUNK_OCTETS }),
    );
  }
  const { ZstdDecoder } = await import('./zstd.ts');
  return new DecodedSource(source, head, (emit) => new ZstdDecoder(emit));
}

/** Large enough that inflating in its thread and reading in ours overlap. */
const CHUNK_OCTETS = 1 << 20;

type CreateStream = (options: { chunkSize: number }) => StreamDecompressor;

/** Zstandard came to `node:zlib` in Node 22.15: later than the oldest Node that we run on. */
function zlib(): {
  readonly createGunzip: CreateStream;
  readonly createZstdDecompress?: CreateStream;
} {
  // Loaded when a capture is compressed.
  return process.getBuiltinModule('node:zlib');
}
