import { type Field, type Getter, number, ofEachHeader, presence } from './field.ts';

/*
 * Fields of Ethernet headers (IEEE 802.3, clause 3) and VLAN tags (IEEE 802.1Q, 9.6). A frame with a
 * tunnel of Ethernet or with several tags has several.
 */
const DESTINATION = 0;
const SOURCE = 6;
const TYPE = 12;
/** Smaller values of the type field are a length. */
const SMALLEST_TYPE = 1536;
const IDENTIFIER = 0x0fff;
const PRIORITY_SHIFT = 13;
const TAGGED_TYPE = 2;

const half =
  (offset: number): Getter =>
  ({ view, at }) =>
    view.getUint16(at + offset);
const addressAt = (offset: number): readonly Getter[] => [
  half(offset),
  ({ view, at }) => view.getUint32(at + offset + 2),
];
const ethernet = (field: Field) => ofEachHeader('ethernet', field);
const vlan = (field: Field) => ofEachHeader('vlan', field);
const address = (...values: readonly (readonly Getter[])[]) =>
  ofEachHeader('ethernet', { type: 'ethernet', values });

export const ETHERNET_FIELDS: readonly (readonly [string, Field])[] = [
  ['eth', ethernet(presence())],
  ['eth.dst', address(addressAt(DESTINATION))],
  ['eth.src', address(addressAt(SOURCE))],
  ['eth.addr', address(addressAt(DESTINATION), addressAt(SOURCE))],
  ['eth.type', typed('ethernet', half(TYPE))],
  ['vlan', vlan(presence())],
  ['vlan.id', vlan(number((subject) => half(0)(subject) & IDENTIFIER))],
  ['vlan.priority', vlan(number((subject) => half(0)(subject) >>> PRIORITY_SHIFT))],
  ['vlan.etype', typed('vlan', half(TAGGED_TYPE))],
];

/** A header whose type field is a length has no type. */
function typed(layer: string, type: Getter): Field {
  return ofEachHeader(layer, number(type), (subject) => type(subject) >= SMALLEST_TYPE);
}
