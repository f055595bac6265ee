/** What verifying a checksum found; `Packet.ipChecksum` and `.tcpChecksum` are indexes into it. */
export const CHECKSUM_STATUS = ['valid', 'invalid', 'partial', 'unverified', 'absent'] as const;
export type ChecksumStatus = (typeof CHECKSUM_STATUS)[number];
