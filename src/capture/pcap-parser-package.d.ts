/** The npm package `pcap-parser`, which has no types of its own. */
declare module 'pcap-parser' {
  export function parse(
    input: string | import('node:stream').Readable,
  ): import('./packet-parser.ts').PacketParser;
}
