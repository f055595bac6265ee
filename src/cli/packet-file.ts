import type { CaptureRecord } from '../capture/record.ts';

export interface PacketFile {
  write(record: CaptureRecord, bytes: Uint8Array): void;
}
