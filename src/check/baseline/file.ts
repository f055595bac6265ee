import { BASELINE_KEYS } from '../../model/baseline-keys.ts';
import {
  BASELINE_VERSION,
  type BaselineRecord,
  type ServiceRecord,
} from '../../model/baseline-record.ts';
import { ENGLISH } from '../../words/en/index.ts';
import type { UsageWords } from '../../words/usage-words.ts';
import { METRICS } from './metrics.ts';

type BaselineWords = UsageWords['baseline'];

/** What is wrong with a baseline, as a clause. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
  readonly tell: (words: BaselineWords) => string;

  constructor(tell: (words: BaselineWords) => string) {
    super(tell(ENGLISH.usage.baseline));
    this.tell = tell;
  }
}

/** The file of a baseline: the same octets for the same traffic, a measure on each line. */
export function baselineText(record: BaselineRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** @throws BaselineError where the text is no baseline */
export function parseBaseline(text: string): BaselineRecord {
  const document = parsed(text);
  const { schema, by, services } = objectOf(document, null, ['schema', 'by', 'services']);
  if (schema !== BASELINE_VERSION) {
    throw new BaselineError((words) => words.schema(JSON.stringify(schema), BASELINE_VERSION));
  }
  const key = BASELINE_KEYS.find((word) => word === by);
  if (key === undefined) {
    throw new BaselineError((words) => words.by(JSON.stringify(by), BASELINE_KEYS));
  }
  const entries = Object.entries(objectOf(services, 'services'));
  return {
    schema: BASELINE_VERSION,
    by: key,
    services: Object.fromEntries(entries.map(([name, value]) => [name, serviceOf(name, value)])),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says quotes the file, which need not be text.
    throw new BaselineError((words) => words.noJson);
  }
}

const NEVER_NULL = new Set<keyof ServiceRecord>(['connections', 'bytes', 'resets']);

function serviceOf(name: string, value: unknown): ServiceRecord {
  const where = `services[${JSON.stringify(name)}]`;
  const keys = METRICS.map(({ key }) => key);
  const own = objectOf(value, where, keys);
  const measure = (key: keyof ServiceRecord): number | null => {
    const found = own[key];
    if (typeof found === 'number' && Number.isFinite(found) && found >= 0) return found;
    if (found === null && !NEVER_NULL.has(key)) return null;
    throw new BaselineError((words) => words.noNumber(`${where}.${key}`, JSON.stringify(found)));
  };
  return {
    connections: measure('connections') ?? 0,
    bytes: measure('bytes') ?? 0,
    resets: measure('resets') ?? 0,
    retransmissionRate: measure('retransmissionRate'),
    handshakeP50Seconds: measure('handshakeP50Seconds'),
    handshakeP95Seconds: measure('handshakeP95Seconds'),
  };
}

/** The members of an object; where keys are given, those and no others. */
function objectOf(
  value: unknown,
  where: string | null,
  keys?: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BaselineError((words) => words.noObject(where));
  }
  const own = { ...value };
  const missing = keys?.find((key) => !Object.hasOwn(own, key));
  if (missing !== undefined) throw new BaselineError((words) => words.missing(where, missing));
  const unknown = keys && Object.keys(own).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new BaselineError((words) => words.unknownKey(where, unknown));
  }
  return own;
}
