/** LINKTYPE numbers (tcpdump.org/linktypes.html) that matter to the reading of records. */
const MAXIMUM_CAPTURED_LENGTH = 262_144;
const MEBIBYTE = 1 << 20;
const USB_MAXIMUM = 128 * MEBIBYTE;

const LARGER_MAXIMA: ReadonlyMap<number, number> = new Map([
  [186, USB_MAXIMUM], // USB_FREEBSD
  [189, USB_MAXIMUM], // USB_LINUX
  [220, USB_MAXIMUM], // USB_LINUX_MMAPPED
  [231, 128 * MEBIBYTE], // DBUS
  [249, USB_MAXIMUM], // USBPCAP
  [266, USB_MAXIMUM], // USB_DARWIN
  [279, 8 * MEBIBYTE], // EBHSCR
]);

/** The most octets that any link type's record may have in the file. */
export const MAXIMUM_RECORD_LENGTH = 128 * MEBIBYTE;

/**
 * The most octets that a record of a link type may have in the file. A longer one is damage: no
 * recorder writes it, and a corrupt length must not make us buffer without bound.
 */
export function maximumCapturedLength(linkType: number): number {
  return LARGER_MAXIMA.get(linkType) ?? MAXIMUM_CAPTURED_LENGTH;
}

/**
 * Octets of a pseudo-header that the recorder puts in front of every frame of a link type. They
 * were never on the wire, so the sum of original lengths leaves them out (as Wireshark's
 * `frame.len` does); they stay in the record for whoever decodes it.
 */
const PSEUDO_HEADER_LENGTHS: ReadonlyMap<number, number> = new Map([
  [123, 4], // SUNATM
  [139, 4], // MTP2_WITH_PHDR
  [144, 16], // LINUX_IRDA
  [177, 16], // LINUX_LAPD
  [196, 5], // SITA
  [201, 4], // BLUETOOTH_HCI_H4_WITH_PHDR
  [204, 1], // PPP_WITH_DIR
  [209, 5], // I2C_LINUX
  [245, 2], // NFC_LLCP
  [254, 4], // BLUETOOTH_LINUX_MONITOR
]);

export function pseudoHeaderLength(linkType: number): number {
  return PSEUDO_HEADER_LENGTHS.get(linkType) ?? 0;
}
