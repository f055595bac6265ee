import {
  COMPRESSION_MAGIC_LENGTH,
  type Compression,
  compressionOf,
} from './compression/compression.ts';
import type { OctetWindow } from './octet-window.ts';
import { type OpenedCapture, openCapture } from './open.ts';
import type { OctetSource } from './source.ts';

/** Reads until the octets tell their compression. */
export async function detectCompression(
  source: OctetSource,
  window: OctetWindow,
): Promise<Compression | undefined> {
  while (window.available < COMPRESSION_MAGIC_LENGTH) {
    if ((await source.fill(window)) === 0) {
      return undefined;
    }
  }
  return compressionOf(window.view, window.start);
}

/** Reads until the octets tell their format. */
export async function detect(source: OctetSource, window: OctetWindow): Promise<OpenedCapture> {
  let ended = false;
  for (;;) {
    const opened = openCapture(window, ended);
    if (opened !== undefined) {
      return opened;
    }
    makeRoom(window, window.available + 1);
    ended = (await source.fill(window)) === 0;
  }
}

/**
 * Makes room for `needed` octets, but never for more than twice what is already there: a length
 * that the file only claims must not cost memory.
 */
export function makeRoom(window: OctetWindow, needed: number): void {
  window.makeRoom(Math.min(needed, 2 * window.available));
}
