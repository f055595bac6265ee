import { compileTree } from '../tree.ts';
import { compilePrimitive } from './compile-primitive.ts';
import { FilteredFrame, type FilteredRecord } from './filtered-frame.ts';
import { parsePacketFilter } from './parse.ts';

/** Whether a record passes; `bytes` holds its octets, and `view` is a view of them. */
export type PacketFilter = (record: FilteredRecord, bytes: Uint8Array, view: DataView) => boolean;

/**
 * Compiles a filter in the syntax of pcap-filter(7). It tests what tcpdump tests: the octets of the
 * frame itself, with IP behind the link header and TCP behind that, and neither tunnels nor
 * datagrams put together from fragments.
 *
 * @throws FilterError for a text that is no such filter, or asks for what is not supported
 */
export function compilePacketFilter(expression: string): PacketFilter {
  const test = compileTree(parsePacketFilter(expression), compilePrimitive);
  const frame = new FilteredFrame();
  return (record, bytes, view) => {
    frame.begin(record, bytes, view);
    return test(frame) && !frame.isCut;
  };
}
