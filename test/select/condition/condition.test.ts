import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionSchema } from '../../../src/model/connection-record.ts';
import {
  array,
  boolean,
  type Infer,
  integer,
  nullable,
  number,
  object,
  oneOf,
  record,
  text,
} from '../../../src/model/schema/schema.ts';
import { segmentSchema } from '../../../src/model/segment-record.ts';
import { conditionsOn, expressionsOn } from '../../../src/select/condition/index.ts';
import { FilterError } from '../../../src/select/filter-error.ts';

/** A record with one field of each kind, present and absent. */
const schema = object(
  {
    count: integer('A whole number.'),
    seconds: number('A fraction.'),
    name: text('A text.'),
    kind: oneOf(['closed', 'reset', 'still-open'], 'A word.'),
    flag: boolean('True or false.'),
    rtt: nullable(object({ mean: number('A number.'), max: nullable(number('A number.')) }, '.')),
    noRtt: nullable(object({ mean: number('A number.') }, '.')),
    none: nullable(integer('A number.')),
    noText: nullable(text('A text.')),
    ports: array(integer('A number.'), 'Numbers.'),
    words: array(oneOf(['SYN', 'FIN'], 'A word.'), 'Words.'),
    found: array(
      object({ severity: oneOf(['info', 'error'], '.'), frames: array(integer('.'), '.') }, '.'),
      '.',
    ),
    by: record(integer('A number.'), 'Numbers by name.'),
  },
  'A record.',
);
type Subject = Infer<typeof schema>;
const subject: Subject = {
  count: 5,
  seconds: 0.25,
  name: 'alpha',
  kind: 'still-open',
  flag: true,
  rtt: { mean: 0.02, max: null },
  noRtt: null,
  none: null,
  noText: null,
  ports: [80, 443],
  words: ['SYN'],
  found: [
    { severity: 'info', frames: [1, 2] },
    { severity: 'error', frames: [] },
  ],
  by: { icmp: 3 },
};

const compile = conditionsOn(schema);

/** The error that a text is refused with; undefined where it is compiled. */
function refusal(text: string, compiler: (text: string) => unknown = compile) {
  try {
    compiler(text);
    return undefined;
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
}

const REFUSED: readonly (readonly [string, number, string, string | undefined])[] = [
  ['', 0, 'there is no condition', undefined],
  ['cuont > 3', 0, 'there is no field cuont', 'count'],
  ['mean > 3', 0, 'there is no field mean', 'rtt.mean'],
  ['count > 3 && rtt.maen > 1', 17, 'there is no field maen in rtt', 'mean'],
  ['found.exists(f, f.severty == "error")', 18, 'there is no field severty in f', 'severity'],
  ['count', 0, 'this is a value', undefined],
  ['found[0].severity', 0, 'this is a value', undefined],
  ['count > "5"', 0, '> does not go with a number and a string', undefined],
  ['count in ["80"]', 0, 'in does not go with a number and a list of strings', undefined],
  ['flag && rtt', 0, 'not with an object', undefined],
  ['!count', 0, '! does not go with a number', undefined],
  ['count > null', 0, 'a number and null', undefined],
  ['name.frames > 1', 5, 'a string has no fields', undefined],
  ['count = 5', 6, '== compares', undefined],
  ['flag & flag', 5, '&& joins', undefined],
  ['flag and flag', 5, 'expected &&', undefined],
  ['count >', 7, 'expected a value, and the condition ends here', undefined],
  ['(count > 5', 10, 'a closing parenthesis, and the condition ends here', undefined],
  ['[1, 2', 5, 'a closing bracket, and the condition ends here', undefined],
  ['count ==== 5', 8, 'expected a value', undefined],
  ['name == "alpha', 8, 'a string that does not end', undefined],
  ['count > 5 $', 10, '"$" means nothing here', undefined],
  ['count ＝＝ 5', 6, 'write == in place of the full-width ＝＝', undefined],
  ['count ＞= 5', 6, 'write > in place of the full-width ＞', undefined],
  ['count >＝ 5', 7, 'write = in place of the full-width ＝', undefined],
  ['count > １０', 8, 'write 10 in place of the full-width １０', undefined],
  ['（count > 5）', 0, 'write ( in place of the full-width （', undefined],
  ['name == “alpha”', 8, 'write " in place of the full-width “', undefined],
  ['count ＝ 5', 6, '"＝" means nothing here', undefined],
  ['flag ＆ flag', 5, '"＆" means nothing here', undefined],
  ['flag ＆＆ flag', 5, 'write && in place of the full-width ＆＆', undefined],
  ['count > 5；', 9, '"；" means nothing here', undefined],
  ['count ～ 5', 6, '"～" means nothing here', undefined],
  ['while > 5', 0, 'a word of CEL', undefined],
  ['length(name) > 5', 0, 'there is no function length(string)', undefined],
  ['name.startsWith(5)', 0, 'there is no function startsWith(number)', undefined],
  ['flag ? count > 5 : count', 0, 'of one type', undefined],
  ['count ? flag : flag', 0, 'must be true or false, not a number', undefined],
  ['has(rtt)', 4, 'write rtt != null', undefined],
  ['name == "a\nb"', 10, 'a string ends in its line: write \\n for a new one', undefined],
  ['name.matches("\\d")', 14, '\\d means nothing in a string: write \\\\', undefined],
  ['name == "\\x4"', 9, '\\x4 means nothing in a string', undefined],
  ['name == "\\9"', 9, '\\9 means nothing in a string', undefined],
  ['count.exists(c, c > 1)', 0, 'a number is no list to look through', undefined],
  ['found.exists(1, true)', 13, 'expected a name for each element', undefined],
  ['found.map(f.x, true)', 12, 'expected a name for each element', undefined],
  ['has(rtt.max)', 0, 'write rtt.max != null', undefined],
  ['name.matches("(")', 13, 'no regular expression', undefined],
  ['kind == "resett"', 8, 'it is never "resett"', '"reset"'],
  ['"SIN" in words', 0, 'it is never "SIN"', '"SYN"'],
  ['kind in ["closed", "opened"]', 19, 'one of closed, reset, still-open', undefined],
  ['found.exists(f, f.severity != "warn")', 30, 'it is never "warn"', undefined],
  ['seconds > 200msec', 13, 'there is no unit msec, but ns, us', undefined],
  ['seconds > 200mss', 13, 'there is no unit mss', 'ms'],
  ['count in []', 9, 'an empty list', undefined],
  ['5.0 in [5]', 0, 'in does not go with', undefined],
  ['count > 10KB', 10, 'there is no unit KB', 'kB'],
  ['seconds > 200ms && cuont > 3', 19, 'there is no field cuont', 'count'],
  ['seconds > 200ms && name > 5%', 19, '> does not go with a string and a number', undefined],
];

describe('a condition', () => {
  it.each([
    // Numbers of the record with those of the text, whole or not, on either side.
    ['count == 5', true],
    ['5 == count && count != 6', true],
    ['count + 1 > 5 && 1 + count > 5', true],
    ['count * 2 == 10 && 2 * count == 10.0', true],
    ['count / 2 == 2.5 && 10 / count == 2', true],
    ['count - 1 == 4 && 6 - count == 1', true],
    ['count % 2 == 1 && 11 % count == 1 && seconds % count == 0.25', true],
    ['-count < 0 && count >= 5 && count <= 5.0', true],
    ['count in [5, 6] && 5 in [1, 5]', true],
    ['count in [5.0, 6]', true],
    ['count in [1, 2.5]', false],
    ['1 / 2 == 0', true],
    ['double(3) / 2 == 1.5 && int(seconds) == 0', true],
    ['count > seconds && seconds < count', true],
    // Units of people.
    ['seconds == 250ms && seconds < 1s && seconds < 1min && seconds < 1h', true],
    ['seconds == 250000us && seconds == 250000µs && seconds == 250000000ns', true],
    ['seconds < 2.5s && 1.5s == 1.5 && 1d == 24h', true],
    ['1kB == 1000 && 1KiB == 1024 && 1MiB > 1MB && 1.5kB == 1500B', true],
    ['seconds == 25% && count % 2 == 1 && 5%2 == 1 && 10%-3 == 1', true],
    ['1% < 2% && (1%) == 0.01 && 5% in [5%, 6%]', true],
    ['0.7% == 0.007 && 1.1ms == 0.0011 && 5.7us == 0.0000057 && 1e3ms == 1.0', true],
    ['name != "200ms" && name != \'1%\' && name != r"\\1s" // 5min', true],
    // Text and words.
    ['name == "alpha" && name < "beta" && name.startsWith("al") && name.contains("ph")', true],
    ['name.endsWith("a") && name.matches("^al.*a$") && size(name) == 5', true],
    ['kind == "still-open" && kind in ["closed", "still-open"] && "closed" != kind', true],
    ['"SYN" in words && !("FIN" in words)', true],
    ['flag && !(flag == false) && (flag ? count > 4 : count < 4)', true],
    // Lists, maps and what they hold.
    ['size(found) == 2 && found.size() > 1 && size(ports) < 3', true],
    ['ports[0] == 80 && 443 in ports && !(count in ports)', true],
    ['found.exists(f, f.severity == "error" && size(f.frames) == 0)', true],
    ['found.all(f, f.severity == "info")', false],
    ['found.exists_one(f, 2 in f.frames)', true],
    ['found.filter(f, f.severity == "error").size() == 1', true],
    ['found.map(f, size(f.frames)).exists(n, n == 2)', true],
    ['by["icmp"] == 3 && by.icmp > 2 && "icmp" in by && !("arp" in by)', true],
    ['found[0].severity == "info"', true],
    // What is absent equals null.
    ['none == null && null == none && noRtt == null && noText == null', true],
    ['count != null && rtt != null && rtt.max == null && name != null', true],
    ['none == 5', false],
    ['none != 5 && noText != "x"', true],
    ['none in [1, 2]', false],
    // It is undecided what else it is, and so is the contrary.
    ['none > 5', undefined],
    ['!(none > 5)', undefined],
    ['none + 1 == 2', undefined],
    ['noRtt.mean > 0', undefined],
    ['noRtt.mean == null', undefined],
    ['noText.startsWith("x")', undefined],
    ['rtt.max < 5%', undefined],
    ['ports[9] == 1', undefined],
    ['by["arp"] == 1', undefined],
    ['count / (1 - 1) > 3 && 1 / 0 == 1', undefined],
    // Unless the other side of && or || decides.
    ['none > 5 || count == 5', true],
    ['none > 5 && count == 6', false],
    ['noRtt != null && noRtt.mean > 0', false],
    ['noRtt == null || noRtt.mean > 0', true],
    ['none == null ? true : none > 5', true],
  ])('%s is %s', (condition, expected) => {
    expect(compile(condition)(subject)).toBe(expected);
  });

  it.each(REFUSED)('%j is refused at %d', (condition, position, reason, nearest) => {
    const error = refusal(condition);
    expect(error?.reason).toContain(reason);
    expect(error?.position).toBe(position);
    expect(error?.nearest).toBe(nearest);
  });

  it('shows where it is wrong, as in refusals.txt', async () => {
    const shown = REFUSED.map(([condition]) => refusal(condition)?.message);
    await expect(`${shown.join('\n\n')}\n`).toMatchFileSnapshot('refusals.txt');
  });

  it('shows where it is wrong, and what is near', () => {
    const connection = conditionsOn(connectionSchema);
    const error = refusal('durationSeconds > 2min && client.retransmitedSegments > 5', connection);
    expect(error?.message.split('\n')).toEqual([
      'there is no field retransmitedSegments in client',
      '  durationSeconds > 2min && client.retransmitedSegments > 5',
      '                                   ^^^^^^^^^^^^^^^^^^^^',
      'did you mean retransmittedSegments?',
    ]);
  });

  it('tells the line and the column', () => {
    const error = refusal('count > 5 &&\n  cuont > 3');
    expect([error?.line, error?.column]).toEqual([2, 3]);
  });

  it('takes variables that are named like a field for what they are', () => {
    expect(compile('["x"].exists(kind, kind == "x")')(subject)).toBe(true);
  });

  it('knows the fields of any variant of a part', () => {
    const segment = conditionsOn(segmentSchema);
    expect(refusal('options.exists(o, o.name == "mss" && o.mss < 1000)', segment)).toBe(undefined);
    expect(refusal('options.exists(o, o.nmae == "mss")', segment)?.nearest).toBe('name');
  });
});

const words = fc.constantFrom(
  ...['&&', '||', '!', '(', ')', '[', ']', '{', '}', ':', '?', ',', '.', '==', '!=', '<', 'in'],
  ...[
    '+',
    '-',
    '*',
    '/',
    '%',
    '0',
    '1',
    '2.5',
    '5%',
    '10ms',
    '1kB',
    '"x"',
    "'",
    '"',
    'null',
    'true',
  ],
  ...[
    '.exists(f, ',
    '.map(',
    'has(',
    'size(',
    'matches(',
    'cel.bind(',
    'dyn(',
    'type(',
    'duration(',
  ],
  ...['timestamp(', '.size()', 'f', 'f.severity', 'b"x"', 'r"', '"""', '//', '\n', '0x1F', '5u'],
  ...Object.keys(subject),
);

describe('any text', () => {
  it.each([
    ['characters', fc.string({ unit: 'binary', maxLength: 60 })],
    ['words', fc.array(words, { maxLength: 12 }).map((list) => list.join(' '))],
    ['words without spaces', fc.array(words, { maxLength: 12 }).map((list) => list.join(''))],
  ])('is compiled, or refused with a position (%s)', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const error = refusal(text);
        if (error === undefined) {
          expect([true, false, undefined]).toContain(compile(text)(subject));
          return;
        }
        expect(error.position).toBeGreaterThanOrEqual(0);
        expect(error.position).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['('.repeat(30_000)],
    ['!'.repeat(60_000)],
    ['-'.repeat(60_000)],
    [`${'flag || '.repeat(8_000)}flag`],
    [`${'count + '.repeat(8_000)}1 > 2`],
    ['['.repeat(30_000)],
    [`name${'.a'.repeat(30_000)}`],
    [`${'flag ? flag : '.repeat(4_000)}flag`],
    ['x'.repeat(2_000_000)],
    ['"'.repeat(60_000)],
    ['1'.repeat(60_000)],
  ])('ends no stack (%#)', (text) => {
    const error = refusal(text);
    expect(error === undefined || error.position >= 0).toBe(true);
  });

  it('is decided as long as it may be', () => {
    for (const parts of [100, 1_000, 1_999]) {
      expect(compile(`${'!flag || '.repeat(parts / 2)}flag`)(subject)).toBe(true);
      expect(compile(`${'none > 1 || '.repeat(parts / 4)}flag`)(subject)).toBe(true);
    }
  });
});

describe('expressions', () => {
  const { value, fields } = expressionsOn(schema);

  it.each([
    ['count + 1', 6],
    ['rtt.mean * 1000', 20],
    ['name + "!"', 'alpha!'],
    ['rtt.max + 1', undefined],
  ])('%s is %s', (text, expected) => {
    expect(value(text)(subject)).toBe(expected);
  });

  it.each([
    ['count > 3 && rtt.mean < 1', ['count', 'rtt.mean']],
    ['found.exists(f, f.severity == "error") || count == count', ['found', 'count']],
    ['ports.exists(count, count == 80) && name == "x"', ['ports', 'count', 'name']],
    ['name.size() > 3', ['name']],
  ])('%s reads %j', (text, expected) => {
    expect(fields(text).toSorted()).toEqual(expected.toSorted());
  });
});
