/**
 * Why a frame holds no TCP segment to analyse. Reasons are small integers on the hot path and
 * words in the output; 0 is `SEGMENT`. Three kinds, told apart by their names:
 *
 * - `malformed-...`: the octets contradict the format;
 * - `snapped-...`: the snap length cut what had to be read, which is nobody's fault;
 * - anything else names what the frame carries instead: `udp`, `arp`, `ethertype-0x88cc`...
 */
const names: string[] = ['segment'];
const indexes = new Map<string, number>([['segment', 0]]);

/** The index of a reason, the same for the same name; for use at load time and off the hot path. */
export function reasonIndex(name: string): number {
  const known = indexes.get(name);
  if (known !== undefined) return known;
  const index = names.length;
  names.push(name);
  indexes.set(name, index);
  return index;
}

/** The name of a reason, as `packetsNotDecoded` shows it. */
export function reasonName(index: number): string {
  return names[index] ?? 'segment';
}

/** Why a header could not be read: it was cut by the snap length, or it contradicts its format. */
export interface HeaderReasons {
  readonly snapped: number;
  readonly malformed: number;
}

/** The two reasons for one kind of header: `snapped-gre-header` and `malformed-gre-header`. */
export function headerReasons(name: string): HeaderReasons {
  return {
    snapped: reasonIndex(`snapped-${name}-header`),
    malformed: reasonIndex(`malformed-${name}-header`),
  };
}
