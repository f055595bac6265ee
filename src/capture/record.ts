/**
 * One entry of a capture file, refilled for every record: the octets stay in the window they were
 * read into, and only their place is kept. Valid until the reader's next call.
 */
export class CaptureRecord {
  /** 1-based position in the capture, every record counted (Wireshark's `frame.number`). */
  frame = 0;
  /** Whole seconds since 1970-01-01 UTC; 0 where the record carries no time (Simple Packet Block). */
  seconds = 0;
  /** 0 to 999,999,999, rounded down from the file's resolution. */
  nanoseconds = 0;
  /** False where the record carries no time of its own. */
  hasTimestamp = true;
  /** Octets present in the file. */
  capturedLength = 0;
  /** Octets on the wire (never below 0; may differ from `capturedLength` either way in odd files). */
  originalLength = 0;
  /** LINKTYPE number of the interface that captured it. */
  linkType = 0;
  /** Octets of frame check sequence at the end of the frame, where the file says so. */
  fcsLength = 0;
  /** `epb_flags` of pcapng (direction, reception type, link-layer errors); 0 where there are none. */
  packetFlags = 0;
  /** 0-based interface within the section (pcapng); 0 in classic pcap. */
  interfaceIndex = 0;
  /** First octet of the frame in the window's `bytes`. */
  start = 0;
  /** One past its last octet present in the window's `bytes`. */
  end = 0;
  /** Offset of the record or block in the (decompressed) file, for messages. */
  byteOffset = 0;
}
