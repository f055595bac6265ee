/**
 * What recorders, networks and stacks do to traffic, as changes of a capture. Each takes records and a
 * `Random`, and returns the records of the variant; a record is copied before it is changed.
 */
import { copyOf, fixChecksums, pairOf, rebuilt, relocated, segmentIn } from './frames.mjs';

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;
const SECOND = 1_000_000_000n;

/** A copy with `change(view, tcp, octets)` done to its TCP header; the record itself without one. */
function changed(record, random, change) {
  const copy = copyOf(record);
  const found = segmentIn(copy);
  if (found === undefined) return record;
  change(found.view, found.tcp, copy.octets);
  if (!random.chance(0.03)) fixChecksums(copy);
  return copy;
}

/** Does `change` to some of the records: to each with a probability that varies by variant. */
function toSome(records, random, change) {
  const probability = random.pick([0.02, 0.1, 0.3]);
  return records.map((record) => (random.chance(probability) ? change(record) : record));
}

function insertSome(records, random, make) {
  const probability = random.pick([0.02, 0.1, 0.3]);
  return records.flatMap((record) => {
    if (!random.chance(probability)) return [record];
    const made = make(record);
    return made === undefined ? [record] : [record, ...made];
  });
}

function later(record, nanoseconds) {
  return { ...copyOf(record), time: record.time + BigInt(nanoseconds) };
}

const timeStep = (random) => random.pick([0, 1, 1000, 500_000, 3_000_000, 20_000_000, 300_000_000]);

function addSequence(record, random, octets) {
  return changed(record, random, (view, tcp) => {
    view.setUint32(tcp + 4, (view.getUint32(tcp + 4) + octets) >>> 0);
  });
}

/** Adds to the numbers of each connection, so that they wrap somewhere in it. */
function nearWrap(records, random) {
  const shifts = new Map();
  const target = random.pick([0, 0, 1, -1, 2, random.below(20_000)]);
  const bySource = (source, number) => {
    if (!shifts.has(source)) {
      const before = random.pick([0, 1, 2, random.below(4000), random.below(100_000)]);
      shifts.set(source, (target - number - before) >>> 0);
    }
    return shifts.get(source);
  };
  return records.map((record) => {
    const pair = pairOf(record);
    if (pair === undefined) return record;
    const other = pair.key.replace(pair.source, '').replace(/^-|-$/, '');
    return changed(record, random, (view, tcp) => {
      const sequence = view.getUint32(tcp + 4);
      const acknowledgment = view.getUint32(tcp + 8);
      view.setUint32(tcp + 4, (sequence + bySource(pair.source, sequence)) >>> 0);
      if ((view.getUint16(tcp + 12) & ACK) === 0) return;
      view.setUint32(tcp + 8, (acknowledgment + bySource(other, acknowledgment - 1)) >>> 0);
    });
  });
}

/** The options without those of some kinds, which NOPs replace. */
function withoutOptions(records, random) {
  const kinds = random.pick([[3], [8], [4, 5], [5], [2], [30], [2, 3, 4, 5, 8, 30]]);
  const onlySyns = random.chance(0.3);
  return toSome(records, random, (record) =>
    changed(record, random, (view, tcp, octets) => {
      if (onlySyns && (octets[tcp + 13] & SYN) === 0) return;
      const end = tcp + (octets[tcp + 12] >> 4) * 4;
      for (let at = tcp + 20; at < end; ) {
        const kind = octets[at];
        const length = kind < 2 ? 1 : octets[at + 1];
        if (kind === 0 || length < 1 || at + length > end) return;
        if (kinds.includes(kind)) octets.fill(1, at, at + length);
        at += length;
      }
      view.setUint8(tcp + 12, octets[tcp + 12]);
    }),
  );
}

function sackOption(random, view, tcp) {
  const count = random.between(1, 4);
  const options = new Uint8Array(4 + 8 * count);
  options.set([1, 1, 5, 2 + 8 * count]);
  const own = new DataView(options.buffer);
  let edge = view.getUint32(tcp + 8);
  for (let block = 0; block < count; block++) {
    edge = (edge + random.pick([0, 1, 100, 1460, 2920, -1460])) >>> 0;
    own.setUint32(4 + 8 * block, edge);
    edge = (edge + random.pick([0, 1, 536, 1460, 2920])) >>> 0;
    own.setUint32(8 + 8 * block, edge);
  }
  return options;
}

/** Parts of a payload that overlap or follow each other, as segments. */
function split(record, random) {
  const found = segmentIn(record);
  if (found === undefined || found.end - found.payload < 2) return undefined;
  const octets = record.octets.subarray(found.payload, found.end);
  const cut = random.between(1, octets.length - 1);
  const from = random.chance(0.5) ? cut : random.below(cut + 1);
  const first = rebuilt(record, { payload: octets.subarray(0, cut) });
  const second = rebuilt(later(record, timeStep(random)), { payload: octets.subarray(from) });
  return [first, addSequence(second, random, from)];
}

function keepAlive(record, random) {
  const payload = new Uint8Array(random.pick([0, 0, 1, 1, 2]));
  const made = rebuilt(later(record, timeStep(random)), { payload });
  const found = segmentIn(record);
  if (found === undefined) return undefined;
  const end = found.end - found.payload;
  return [addSequence(made, random, end + random.pick([-1, -1, -1, 0, -2]))];
}

/** Segments of the other side's making: sockets, MAC addresses and numbers swapped. */
function answered(record, random) {
  const found = segmentIn(record);
  if (found === undefined) return undefined;
  const { ip, tcp, version } = found;
  const made = rebuilt(later(record, timeStep(random)), { payload: new Uint8Array(0) });
  const { octets } = made;
  const swap = (one, other, size) => {
    const kept = octets.slice(one, one + size);
    octets.copyWithin(one, other, other + size);
    octets.set(kept, other);
  };
  if (version === 4) swap(ip + 12, ip + 16, 4);
  else swap(ip + 8, ip + 24, 16);
  swap(tcp, tcp + 2, 2);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const { view: own } = found;
  const end = own.getUint32(tcp + 4) + (found.end - found.payload);
  view.setUint32(tcp + 4, own.getUint32(tcp + 8));
  view.setUint32(tcp + 8, (end + random.pick([0, 0, 0, 1, -1, -536, 5000])) >>> 0);
  octets[tcp + 13] = ACK;
  fixChecksums(made);
  return Array.from({ length: random.pick([1, 1, 3, 6]) }, (_, step) => later(made, step));
}

/** An ICMP or ICMPv6 error that quotes the segment (RFC 792, RFC 4443). */
function quoted(record, random) {
  const found = segmentIn(record);
  if (found === undefined) return undefined;
  const { ip, tcp, version } = found;
  const quotedEnd = Math.min(found.end, tcp + random.pick([8, 16, 20, 40, 200]));
  const quotation = record.octets.subarray(ip, quotedEnd);
  const head = version === 4 ? 20 : 40;
  const octets = new Uint8Array(ip + head + 8 + quotation.length);
  octets.set(record.octets.subarray(0, ip + head));
  const view = new DataView(octets.buffer);
  if (version === 4) {
    octets[ip] = 0x45;
    octets[ip + 9] = 1;
    view.setUint16(ip + 2, octets.length - ip);
  } else {
    octets[ip + 6] = 58;
    view.setUint16(ip + 4, octets.length - ip - 40);
  }
  octets[ip + head] = version === 4 ? 3 : 1;
  octets[ip + head + 1] = random.below(5);
  octets.set(quotation, ip + head + 8);
  return [{ ...later(record, 1000), octets, originalLength: octets.length }];
}

function inVlan(records, random) {
  if (records[0]?.linkType !== 1) return records;
  const id = random.below(4096);
  return toSome(records, random, (record) => {
    const { octets, originalLength } = record;
    if (segmentIn(record) === undefined) return record;
    const tagged = new Uint8Array(octets.length + 4);
    tagged.set(octets.subarray(0, 12));
    tagged.set([0x81, 0, id >> 8, id & 255], 12);
    tagged.set(octets.subarray(12), 16);
    return { ...record, octets: tagged, originalLength: originalLength + 4 };
  });
}

/** IPv4 addresses become IPv6 ones (64:ff9b::/96, RFC 6052) where the frame is plain. */
function toIpv6(records) {
  return records.map((record) => {
    const found = segmentIn(record);
    if (found === undefined || found.version !== 4 || record.linkType > 1) return record;
    const { ip, tcp, end, view } = found;
    const made = new Uint8Array(ip + 40 + (end - tcp));
    made.set(record.octets.subarray(0, ip));
    const own = new DataView(made.buffer);
    if (record.linkType === 1) own.setUint16(ip - 2, 0x86dd);
    else return record;
    made.set([0x60], ip);
    own.setUint16(ip + 4, end - tcp);
    made.set([6, 64], ip + 6);
    for (const [at, from] of [
      [8, 12],
      [24, 16],
    ]) {
      own.setUint32(ip + at, 0x0064ff9b);
      own.setUint32(ip + at + 12, view.getUint32(ip + from));
    }
    made.set(record.octets.subarray(tcp, end), ip + 40);
    const copy = { ...record, octets: made, originalLength: made.length };
    fixChecksums(copy);
    return copy;
  });
}

/** The second capture behind, before or among the first; where it is the first, its sockets are used again. */
function joined(records, random, other) {
  const [start] = records;
  const second = other.filter(({ linkType }) => linkType === start?.linkType);
  if (start === undefined || second.length === 0) return records;
  const seconds = random.pick([0, 1, 10, 100, 300, 1000]);
  const shift = start.time - second[0].time + BigInt(seconds) * SECOND;
  const moved = second.map((record) => ({ ...record, time: record.time + shift }));
  const all = [...records, ...moved];
  if (random.chance(0.4)) return all;
  return all.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

/** Another initial sequence number for the second half: what reuse of sockets looks like. */
function reused(records, random) {
  const add = random.pick([0, 1, 1000, 100_000, 2 ** 31, random.below(2 ** 32)]);
  const again = records.map((record) =>
    changed(record, random, (view, tcp) => {
      for (const at of [tcp + 4, tcp + 8]) view.setUint32(at, (view.getUint32(at) + add) >>> 0);
    }),
  );
  return joined(records, random, again);
}

const flagChange = (random) =>
  random.pick([FIN, SYN, RST, 8, SYN | FIN, RST | FIN, ACK, SYN | ACK, FIN | ACK, 32]);

export const MUTATIONS = {
  drop: (records, random) => {
    const probability = random.pick([0.02, 0.1, 0.3]);
    return records.filter(() => !random.chance(probability));
  },
  dropBurst: (records, random) => {
    const start = random.below(records.length);
    const count = random.between(1, Math.max(1, records.length >> 2));
    return records.filter((_, index) => index < start || index >= start + count);
  },
  dropDirection: (records, random) => {
    const side = random.below(2);
    const until = random.below(records.length * 2);
    return records.filter((record, index) => {
      const pair = pairOf(record);
      if (pair === undefined || index > until) return true;
      return pair.key.startsWith(pair.source) === (side === 0);
    });
  },
  duplicate: (records, random) =>
    insertSome(records, random, (record) => [later(record, timeStep(random))]),
  repeatLater: (records, random) => {
    const made = [...records];
    for (let count = random.between(1, 10); count > 0; count--) {
      const from = random.below(made.length);
      const to = Math.min(made.length, from + random.between(1, 30));
      const before = made[Math.max(0, to - 1)];
      if (made[from] !== undefined && before !== undefined)
        made.splice(to, 0, { ...copyOf(made[from]), time: before.time + BigInt(timeStep(random)) });
    }
    return made;
  },
  reorder: (records, random) => {
    const made = [...records];
    const distance = random.pick([1, 1, 2, 5]);
    const keepsTimes = random.chance(0.5);
    for (let count = Math.ceil(made.length * random.pick([0.05, 0.2])); count > 0; count--) {
      const at = random.below(made.length - distance);
      const one = made[at];
      const other = made[at + distance];
      if (one === undefined || other === undefined) continue;
      made[at] = keepsTimes ? other : { ...other, time: one.time };
      made[at + distance] = keepsTimes ? one : { ...one, time: other.time };
    }
    return made;
  },
  cutStart: (records, random) => records.slice(random.below(Math.min(records.length, 20))),
  cutEnd: (records, random) => records.slice(0, random.between(1, records.length)),
  snap: (records, random) => {
    const length = random.pick([40, 54, 60, 64, 68, 70, 74, 96]);
    const snaps = (record) => ({ ...record, octets: record.octets.slice(0, length) });
    return random.chance(0.5) ? records.map(snaps) : toSome(records, random, snaps);
  },
  join: joined,
  reuse: reused,
  window: (records, random) => {
    const window = random.pick([0, 0, 0, 1, 2, 1000, 65535]);
    return toSome(records, random, (record) =>
      changed(record, random, (view, tcp) => view.setUint16(tcp + 14, window)),
    );
  },
  sequence: (records, random) =>
    toSome(records, random, (record) =>
      addSequence(
        record,
        random,
        random.pick([1, -1, 1460, -1460, 2 ** 31, random.below(2 ** 32)]),
      ),
    ),
  acknowledgment: (records, random) => {
    const add = random.pick([1, -1, 1460, -1460, 2 ** 31, random.below(2 ** 32)]);
    return toSome(records, random, (record) =>
      changed(record, random, (view, tcp) =>
        view.setUint32(tcp + 8, (view.getUint32(tcp + 8) + add) >>> 0),
      ),
    );
  },
  nearWrap,
  withoutOptions,
  sack: (records, random) =>
    toSome(records, random, (record) => {
      const found = segmentIn(record);
      if (found === undefined) return record;
      return rebuilt(record, { options: sackOption(random, found.view, found.tcp) });
    }),
  windowScale: (records, random) => {
    const options = Uint8Array.of(1, 3, 3, random.pick([0, 1, 2, 7, 14, 15, 255]));
    return toSome(records, random, (record) => rebuilt(record, { options }));
  },
  flags: (records, random) => {
    const bits = flagChange(random);
    const isFlipped = random.chance(0.7);
    return toSome(records, random, (record) =>
      changed(record, random, (_view, tcp, octets) => {
        octets[tcp + 13] = isFlipped ? octets[tcp + 13] ^ bits : bits;
      }),
    );
  },
  insertFlags: (records, random) =>
    insertSome(records, random, (record) => {
      const copy = rebuilt(later(record, timeStep(random)), { payload: new Uint8Array(0) });
      return [
        changed(copy, random, (_view, tcp, octets) => (octets[tcp + 13] = flagChange(random))),
      ];
    }),
  keepAlive: (records, random) =>
    insertSome(records, random, (record) => keepAlive(record, random)),
  split: (records, random) =>
    toSome(records, random, (record) => split(record, random) ?? record).flat(),
  answer: (records, random) => insertSome(records, random, (record) => answered(record, random)),
  quote: (records, random) => insertSome(records, random, (record) => quoted(record, random)),
  vlan: inVlan,
  ipv6: toIpv6,
  times: (records, random) => {
    const step = random.pick([0n, 1n, -1000n, -5_000_000n, -SECOND, 100n * SECOND]);
    return toSome(records, random, (record) => ({ ...record, time: record.time + step }));
  },
  sameTime: (records, random) => {
    const unit = random.pick([1_000_000n, 100_000_000n, SECOND]);
    return records.map((record) => ({ ...record, time: (record.time / unit) * unit }));
  },
  spread: (records, random) => {
    const factor = random.pick([10n, 1000n]);
    const start = records[0]?.time ?? 0n;
    return records.map((record) => ({ ...record, time: start + (record.time - start) * factor }));
  },
  garbage: (records, random) =>
    toSome(records, random, (record) => {
      const copy = copyOf(record);
      for (let count = random.between(1, 4); count > 0 && copy.octets.length > 0; count--)
        copy.octets[random.below(copy.octets.length)] = random.below(256);
      return copy;
    }),
};

/** One variant of the captures: `{ mutations, records }`. `pool` holds lists of records. */
function variantOf(pool, random, number, names) {
  const most = random.pick([30, 100, 300]);
  const whole = random.pick(pool);
  const start = random.chance(0.7) ? 0 : random.below(whole.length);
  let records = relocated(whole.slice(start, start + most), number);
  const mutations = [];
  for (let count = random.between(1, 4); count > 0 && records.length > 1; count--) {
    const name = random.pick(names);
    const other = random.chance(0.5)
      ? records
      : relocated(random.pick(pool).slice(0, most), number);
    records = MUTATIONS[name](records, random, other);
    mutations.push(name);
  }
  return { mutations, records };
}

/** Several variants one after the other, each on sockets of its own, as tshark takes a while to start. */
export function batchOf(pool, random, size, names = Object.keys(MUTATIONS)) {
  const all = [];
  const mutations = new Set();
  for (let number = 0; number < size; number++) {
    const variant = variantOf(pool, random, number, names);
    const [first] = variant.records;
    if (first === undefined) continue;
    for (const name of variant.mutations) mutations.add(name);
    const end = all.at(-1)?.time ?? first.time;
    const shift = end - first.time;
    for (const record of variant.records) all.push({ ...record, time: record.time + shift });
  }
  return { mutations: [...mutations], records: all };
}
