import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { SCHEMAS } from '../../../src/model/schema/index.ts';
import { fixture, run } from '../../cli/support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);

const GOOD = fixture('close-by-client.pcap');
const OTHER = fixture('close-by-server.pcap');
const LOSSY = fixture('fast-retransmit.pcap');

async function written(name: string, ...options: string[]): Promise<string> {
  const path = file(name);
  await run(['check', ...options, '--write-baseline', path]);
  return path;
}

describe('tcpdissect check --baseline', () => {
  it('writes what its schema describes', async () => {
    const text = readFileSync(await written('a.json', GOOD), 'utf8');
    const validate = new Ajv2020({ strict: false }).compile(SCHEMAS['baseline']?.() ?? false);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    expect(text).toMatch(/^\{\n {2}"schema": "tcpdissect-baseline\/1",\n {2}"by": "service",\n/);
    expect(Object.keys(JSON.parse(text).services)).toEqual(['8080']);
  });

  it('finds no difference to itself, whatever the order of the captures', async () => {
    const path = await written('two.json', GOOD, LOSSY);
    const again = await written('again.json', LOSSY, GOOD);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(path, 'utf8'));
    const { code, stdout } = await run(['check', LOSSY, GOOD, '--baseline', path]);
    expect([code, stdout.match(/baseline\/[\w-]+/g)]).toMatchObject([0, { length: 8 }]);
  });

  it('fails where something differs, and leads to it', async () => {
    const path = await written('good.json', GOOD);
    const options = ['check', LOSSY, '--baseline', path, '--json'];
    const { code, stdout } = await run(options);
    expect(code).toBe(1);
    const { captures, errors } = JSON.parse(stdout);
    const broken = captures[0].outcomes.filter((outcome: { holds: boolean }) => !outcome.holds);
    expect(errors).toBe(broken.length);
    expect(broken.map((outcome: { rule: { name: string } }) => outcome.rule.name)).toEqual([
      'baseline/bytes',
      'baseline/retransmission-rate',
    ]);
    expect(broken[0].rule.source).toEqual({ path, line: 1, column: 1 });
    const allowed = ['--drift', 'bytes=off', '--drift', 'retransmission-rate=off'];
    expect((await run([...options, ...allowed])).code).toBe(0);
  });

  it('tells people in Chinese what differs, and programs in English', async () => {
    const path = await written('chinese.json', GOOD);
    const options = ['check', LOSSY, '--baseline', path];
    const { stdout } = await run([...options, '--lang', 'zh-CN']);
    expect(stdout).toContain('端口 8080：重传率与基线不同');
    expect(stdout).toMatch(/实际 +15 kB（\+1400 %）/);
    const english = await run([...options, '--json']);
    expect(await run([...options, '--json', '--lang', 'zh-CN'])).toEqual(english);
  });

  it('judges several captures together, in a verdict of their own', async () => {
    const path = await written('one.json', GOOD);
    const { code, stdout } = await run(['check', GOOD, OTHER, '--baseline', path, '--json']);
    expect(code).toBe(1);
    const { captures } = JSON.parse(stdout);
    expect(captures).toHaveLength(3);
    expect(captures[2]).toMatchObject({
      capture: { index: 2, path: `${GOOD}, ${OTHER}`, paths: [GOOD, OTHER], connections: 2 },
      verdict: 'failed',
    });
  });

  it.each([
    ['service', '8080'],
    ['port', '8080'],
    ['server', '192.0.2.2:8080'],
  ])('names services by %s', async (by, name) => {
    const path = await written(`by-${by}.json`, GOOD, '--baseline-by', by);
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')).services)).toEqual([name]);
    // The file says by what it is, so that later runs need not.
    expect((await run(['check', GOOD, '--baseline', path])).code).toBe(0);
  });

  it('takes ports that change from run to run for one service', async () => {
    const moved = (port: number) => {
      const octets = readFileSync(GOOD);
      const sought = Buffer.from([0x1f, 0x90]); // 8080
      for (let at = octets.indexOf(sought); at >= 0; at = octets.indexOf(sought, at + 2)) {
        octets.writeUInt16BE(port, at);
      }
      const path = file(`at-${port}.pcap`);
      writeFileSync(path, octets);
      return path;
    };
    const options = ['--no-checksums', '--max-connections', '10'];
    const path = await written('moved.json', moved(50_000), ...options);
    expect((await run(['check', moved(51_234), ...options, '--baseline', path])).code).toBe(0);
    const strict = await written('strict.json', moved(50_000), ...options, '--baseline-by', 'port');
    const { stdout, code } = await run(['check', moved(51_234), ...options, '--baseline', strict]);
    expect(code).toBe(1);
    expect(stdout).toContain('port 51234 is new');
    expect(stdout).toContain('port 50000 has vanished');
  });

  it('neither compares nor writes what was read in part', async () => {
    const cut = file('cut.pcap');
    writeFileSync(cut, readFileSync(GOOD).subarray(0, -5));
    const target = file('none.json');
    const path = await written('whole.json', GOOD);
    const options = ['--strict', '--baseline', path, '--write-baseline', target];
    const { code, stdout, stderr } = await run(['check', cut, ...options]);
    expect(code).toBe(3);
    expect(stdout).not.toContain('baseline/');
    expect(stderr).toContain(`${target} is not written: not all of the captures was read`);
    expect(() => readFileSync(target)).toThrow('ENOENT');
  });

  it.each<[string[], string]>([
    [['--baseline', 'missing.json'], 'no such file or directory; --write-baseline makes one'],
    [['--baseline', GOOD], 'it is no JSON'],
    [['--drift', 'bytes=5'], '--drift needs a --baseline'],
    [['--baseline-by', 'port'], '--baseline-by needs --write-baseline'],
    [['--write-baseline', GOOD], 'it is one of the captures to be read'],
  ])('%j is refused', async (options, message) => {
    const { code, stderr } = await run(['check', GOOD, ...options]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });

  it('takes the drift from the rules file, and from the command line before it', async () => {
    const path = await written('rules.json', GOOD);
    const rules = file('rules.yml');
    const text = (drift: string) => `version: 1\nextends: recommended\ndrift:\n  ${drift}\n`;
    const options = ['check', LOSSY, '--baseline', path, '--rules', rules, '--json'];
    const judged = async (drift: string, ...more: string[]) => {
      writeFileSync(rules, text(drift));
      const { stdout } = await run([...options, ...more]);
      const { outcomes } = JSON.parse(stdout).captures[0];
      return outcomes
        .filter(({ holds }: { holds: boolean }) => !holds)
        .map(({ rule }: { rule: { name: string } }) => rule.name);
    };
    const [bytes, rate] = ['baseline/bytes', 'baseline/retransmission-rate'];
    expect(await judged('bytes: 10 %')).toEqual([bytes, rate]);
    expect(await judged('bytes: off')).toEqual([rate]);
    expect(await judged('bytes: 1000000\n  retransmission-rate: off')).toEqual([]);
    expect(await judged('bytes: off', '--drift', 'bytes=1')).toEqual([bytes, rate]);
  });

  it.each([
    ['byte: 5', ':3:3: drift has no byte', 'did you mean bytes?'],
    ['bytes: much', ':3:10: drift of bytes must be percent, or off', ''],
    ['new-endpoints: 5', ':3:18: drift of new-endpoints must be off', ''],
    ['bytes: [1]', ':3:10: drift of bytes must be percent, or off', ''],
  ])('a rules file with a drift of %s is refused', async (drift, reason, hint) => {
    const rules = file('wrong.yml');
    writeFileSync(rules, `version: 1\ndrift:\n  ${drift}\n`);
    const { code, stderr } = await run(['check', GOOD, '--rules', rules]);
    expect(stderr).toContain(`${rules}${reason}`);
    expect(stderr).toContain(hint);
    expect(code).toBe(2);
  });

  it.each([
    ['byte=5', 'there is no byte; did you mean bytes?'],
    ['bytes', 'expected bytes= and percent, or off'],
    ['bytes=-5', 'expected bytes= and percent'],
    ['bytes=5=5', 'expected bytes= and percent'],
    ['new-endpoints=5', 'expected new-endpoints= and off'],
  ])('--drift %s is refused', async (drift, message) => {
    const path = await written('drift.json', GOOD);
    const { code, stderr } = await run(['check', GOOD, '--baseline', path, '--drift', drift]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
