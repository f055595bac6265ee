import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixture, run } from './support/run.ts';

const CHINESE = { LANG: 'zh_CN.UTF-8' };
const CAPTURE = fixture('fast-retransmit.pcap');
const OTHER = fixture('full-session.pcap');
const DIRECTORY = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
afterAll(() => rmSync(DIRECTORY, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(DIRECTORY, name);
  writeFileSync(path, content);
  return path;
}

const TEXT = file('notes.txt', 'nothing of the kind\n');
mkdirSync(join(DIRECTORY, 'notes'));
const NOTE = file('notes/a.txt', 'nothing either\n');
file('notes/b.txt', 'nor that\n');
const LOOP = join(DIRECTORY, 'loop');
symlinkSync('loop', LOOP);
const PIPE = join(DIRECTORY, 'pipe');
spawnSync('mkfifo', [PIPE]);
const EMPTY = file('empty.pcap', '');
const BASELINE = '{"schema":"1","by":"port","services":{}}';

/** What a command line gets wrong, and a part of what is said of it in Chinese. */
const MISTAKES: readonly (readonly [says: string, ...argv: string[]])[] = [
  ['文件不存在', 'no-such.pcap'],
  ['是否想输入命令 check', 'chekc'],
  ['是目录，不是抓包文件', '--follow', DIRECTORY],
  ['文件为空；请检查', EMPTY],
  ['不是抓包文件，看起来是文本；请给出', TEXT],
  ['2 个文件中没有一个是抓包文件', dirname(NOTE)],
  ['在时间上重叠', CAPTURE, CAPTURE],
  ['未知选项 --jsno', '--jsno', CAPTURE],
  ['选项 --limit <n> 缺少值', CAPTURE, '--limit'],
  ['必须是不小于 1 的整数', CAPTURE, '--limit', '0'],
  ['必须是 1 至 9007199254740991 的整数', CAPTURE, '--limit', '99999999999999999999'],
  ['一次最多 1000000 个连接编号', CAPTURE, '--connection', '0-9999999'],
  ['必须是秒数', CAPTURE, '--msl', 'soon'],
  ['必须是连接编号', CAPTURE, '--connection', 'x'],
  ['必须是从 1 起的帧号', 'explain', CAPTURE, '--frame', 'x'],
  ['可选的值', CAPTURE, '--format', 'yaml'],
  ['--json 与 --ndjson 矛盾', CAPTURE, '--json', '--ndjson'],
  ['schema 的参数过多：应为 1 个，实际为 2 个', 'schema', 'document', 'other'],
  ['缺少必需的参数', 'completion'],
  ['没有连接 9：只有连接 0', CAPTURE, '--connection', '9'],
  ['没有连接 9', 'check', CAPTURE, '--connection', '9'],
  ['--quiet 与 --verbose 矛盾', CAPTURE, '-qv'],
  ['--quiet 与 --verbose 矛盾', '-q', 'segments', '-v', CAPTURE],
  ['--json 与 --ndjson 矛盾', '--json', 'segments', '--ndjson', CAPTURE],
  ['--format csv 与 --json 矛盾', '--format', 'csv', 'segments', '--json', CAPTURE],
  ['--no-checksums 与 --no-inv', 'check', CAPTURE, '--no-checksums', '--no-invalid-checksums'],
  ['--no-checksums 与 --enable', 'check', CAPTURE, '--no-checksums', '--enable=checksums-valid'],
  ['--enable no-resets 与 --disable', 'check', '--enable=no-resets', '--disable=no-resets'],
  ['--no-resets 与 --disable no-res', 'check', CAPTURE, '--no-resets', '--disable', 'no-resets'],
  ['--list-rules 与 --write-', 'check', '--list-rules', '--write-baseline', `${TEXT}.json`],
  ['--list-rules 与 --baseline', 'check', '--list-rules', '--baseline', TEXT],
  ['未知选项 --plot', '--plot', 'segments', CAPTURE],
  ['未知选项 --limit', '--limit', '3', 'check', CAPTURE],
  ['未知选项 --display-filter', '-Y', 'tcp', 'follow', CAPTURE, '--connection', '0'],
  ['未知选项 --output', '--output', `${TEXT}.txt`, 'schema', 'header'],
  ['未知选项 --json', '--json', 'completion', 'bash'],
  ['未知选项 --json', '--json', 'help', 'check'],
  ['--rules 与 --no-rules 矛盾', 'check', CAPTURE, '--no-rules', '--rules', TEXT],
  ['--rules 与 --no-rules 矛盾', 'check', CAPTURE, '--rules', TEXT, '--no-rules'],
  ['--rules 只接受一个文件', 'check', CAPTURE, '--rules', TEXT, '--rules', TEXT],
  ['--follow 只接受一个文件；', CAPTURE, OTHER, '--follow'],
  ['--follow 只接受一个文件；', PIPE, '--follow'],
  ['--follow 只接受一个文件', 'check', CAPTURE, '--follow', '--as-one'],
  ['命令 compare 尚未提供', 'compare', CAPTURE],
  ['列出网络接口请用', '-D'],
  ['tcpdump -i eth0', '-i', 'eth0'],
  ['--format csv 不能显示帧的拆解', '--format', 'csv', 'explain', CAPTURE, '--frame', '1'],
  ['follow 打印载荷', '--json', 'follow', CAPTURE],
  ['follow 需要连接的编号', 'follow', CAPTURE],
  ['一次只接受一个连接', 'follow', CAPTURE, '--connection', '0-1'],
  ['没有连接 9', 'follow', CAPTURE, '--connection', '9'],
  ['--plot 只显示一个连接', CAPTURE, '--plot', '--connection', '0,1'],
  ['--plot 只用于文本输出', CAPTURE, '--plot', '--json'],
  ['explain 不接受', '-f', 'tcp', 'explain', CAPTURE, '--frame', '1'],
  ['explain 需要指定帧', 'explain', CAPTURE],
  ['explain 只接受 --frame', 'explain', CAPTURE, '--frame', '1', '-Y', 'tcp'],
  ['没有选中任何报文段', 'explain', CAPTURE, '-Y', 'tcp.port == 1'],
  ['没有抓包文件 3：只有一个', 'explain', CAPTURE, '--frame', '3:1'],
  ['的帧号为 1 至', 'explain', CAPTURE, '--frame', '9999'],
  ['目录不存在', CAPTURE, '--output', join(DIRECTORY, 'no', 'such')],
  ['它是一个目录', CAPTURE, '--output', DIRECTORY],
  ['名称为空', CAPTURE, '--output', ''],
  ['它是目录的名称', CAPTURE, '--output', join(DIRECTORY, 'no-such/')],
  ['它是要读取的抓包文件之一', TEXT, '--output', TEXT],
  ['它位于要读取的目录中', DIRECTORY, '--output', TEXT],
  ['结果也要写到同一处', CAPTURE, '-w', '-'],
  ['-Y：没有字段 tcp.prt', CAPTURE, '-Y', 'tcp.prt == 80'],
  ['是否想输入 tcp.port？', CAPTURE, '-Y', 'tcp.prt == 80'],
  ['-Y：此处应为右圆括号，而过滤表达式在此结束', CAPTURE, '-Y', '(tcp'],
  ['-f：此处应为条件', CAPTURE, '-f', 'hots 192.0.2.1'],
  ['-f：不能测试 MPLS 标签', CAPTURE, '-f', 'mpls'],
  ['--where：> 不能用于数字和字符串', CAPTURE, '--where', 'id > "1"'],
  ['--where：应有一个值，而条件在此结束', CAPTURE, '--where', 'segments >'],
  ['必须是 0 至 9007199254740991 的整数', CAPTURE, '--connection', '9007199254740993'],
  ['--after：这不是时间', CAPTURE, '--after', 'tea'],
  ['--before：没有剩余的数据包', CAPTURE, '--after', '5s', '--before', '4s'],
  ['没有名为 documnet 的 schema；是否想输入 document', 'schema', 'documnet'],
  ['没有名为 xyzzyx 的 schema；可选', 'schema', 'xyzzyx'],
  ['请用 --reporter 指定打印方式', '--ndjson', 'check', CAPTURE],
  ['check 检查的是连接', '-Y', 'tcp', 'check', CAPTURE],
  ['check 不写出数据包', '-w', join(DIRECTORY, 'out.pcap'), 'check', CAPTURE],
  ['check 不写出数据包', 'check', '-w'],
  ['check 打印的是结论', 'check', CAPTURE, '--json', '--format'],
  ['check 打印的是结论', 'check', CAPTURE, '--format='],
  ['follow 打印载荷', 'follow', CAPTURE, '--format'],
  ['follow 打印载荷', 'follow', CAPTURE, '--connection', '0', '--format='],
  ['explain 不接受', 'explain', CAPTURE, '--where'],
  ['选项 -w, --write-file <file> 缺少值', CAPTURE, '-w'],
  ['没有输出方式 jsno；是否想输入 json', 'check', CAPTURE, '--reporter', 'jsno'],
  ['没有输出方式 xyzzyx；可选', 'check', CAPTURE, '--reporter', 'xyzzyx'],
  ['两个结果不能写到同一处（标准输出）', 'check', CAPTURE, '--json', '--reporter', 'text'],
  [
    '没有内容要写到这里',
    ...['check', CAPTURE, '--output', 'x', '--reporter', `json=${join(DIRECTORY, 'x.json')}`],
  ],
  ['没有规则 no-restes；是否想输入', 'check', CAPTURE, '--enable', 'no-restes'],
  ['no-resets？用 --list-rules 可打印', 'check', CAPTURE, '--disable', 'no-restes'],
  ['没有规则 xyzzyx；用 --list-rules 可打印', 'check', CAPTURE, '--disable', 'xyzzyx'],
  ['max-rtt 不是可以开关的规则：请用 --max-rtt', 'check', CAPTURE, '--enable', 'max-rtt'],
  ['必须是时间', 'check', CAPTURE, '--max-rtt', 'soon'],
  ...['7', '200%', '.5', '-1%'].map(
    (share) =>
      [
        '必须是 0% 至 100% 的比例',
        ...['check', CAPTURE, `--max-retransmission-rate=${share}`],
      ] as const,
  ),
  ['最多 15 位的数字', 'check', CAPTURE, '--expect-connections', '9'.repeat(16)],
  ['过滤表达式超过 1048576 个字符', CAPTURE, '-Y', 'x'.repeat(1_048_577)],
  ['条件超过 65536 个字符', CAPTURE, '--where', 'x'.repeat(65_537)],
  ['条件的部分超过 4000 个', CAPTURE, '--where', `${'id + '.repeat(4_000)}1 > 2`],
  ['嵌套超过 250 层', CAPTURE, '--where', `${'('.repeat(300)}id > 1${')'.repeat(300)}`],
  ['嵌套超过', CAPTURE, '-f', `${'('.repeat(30_000)}tcp${')'.repeat(30_000)}`],
  ['或与数字的比较', 'check', CAPTURE, '--expect-connections', 'many'],
  ['无法读取规则文件', 'check', CAPTURE, '--rules', join(DIRECTORY, 'no-such.yml')],
  ['--drift 需要用 --baseline', 'check', CAPTURE, '--drift', 'bytes=5'],
  ['--baseline-by 需要', 'check', CAPTURE, '--baseline-by', 'port'],
  ['可用 --write-baseline 生成', 'check', CAPTURE, '--baseline', 'no-such.json'],
  ['它不是 JSON', 'check', CAPTURE, '--baseline', TEXT],
  ['文件内容缺少 schema', 'check', CAPTURE, '--baseline', file('a.json', '{}')],
  ['schema 为 "1"，应为', 'check', CAPTURE, '--baseline', file('b.json', BASELINE)],
];

/** Paths, and what is to be typed as it is told. */
const NAMES =
  /--[a-z-]+ \S+|tcpdump -\S+.*|tcpdissect(?: \w+)? --help|\S*(?:fixtures|tcpdissect-)\S*/g;

/** What a command refuses in words of its own, and what those say. */
const REFUSED: readonly (readonly [says: string, command: string, ...argv: string[]])[] = [
  ['say how with --reporter', 'check', '--ndjson'],
  ['say how with --reporter', 'check', '--format', 'csv'],
  ['check judges connections', 'check', '-Y', 'tcp'],
  ['check writes no packets', 'check', '-w', join(DIRECTORY, 'out.pcap')],
  ['follow prints payload', 'follow', '--json'],
  ['follow prints payload', 'follow', '--ndjson'],
  ['follow prints payload', 'follow', '--format', 'csv'],
  ['explain takes neither -f', 'explain', '-f', 'tcp'],
  ['explain takes neither -f', 'explain', '--after', '+5s'],
  ['explain takes neither -f', 'explain', '--before', '+5s'],
  ['explain takes neither -f', 'explain', '--where', 'id == 0'],
  ['explain takes neither -f', 'explain', '-w', join(DIRECTORY, 'out.pcap')],
];

describe('an option that a command refuses', () => {
  it.each(REFUSED)('is told the same on both sides: %s: %s %s', async (says, command, ...argv) => {
    const behind = await run([command, CAPTURE, ...argv]);
    expect(behind.stderr).toContain(says);
    expect(await run([...argv, command, CAPTURE])).toEqual(behind);
  });

  it.each(
    REFUSED.flatMap(([says, command, option = '', value]) =>
      value === undefined ? [] : [{ says, command, option }],
    ),
  )('is refused without its value too: $says: $command $option', async (refused) => {
    const { says, command, option } = refused;
    const told = { code: 2, stdout: '', stderr: expect.stringContaining(says) };
    for (const words of [[CAPTURE, option], [option, CAPTURE], [CAPTURE, option, '-v'], [option]]) {
      expect(await run([command, ...words])).toMatchObject(told);
    }
  });

  it.each(['-w', '--format', '-Y'])(
    'needs its value in front of the command: %s',
    async (option) => {
      const { code, stderr } = await run([option]);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/^tcpdissect: option '.+' argument/),
      ]);
    },
  );
});

describe('a mistake told in Chinese', () => {
  it.each(MISTAKES)('%s', async (says, ...argv) => {
    const { code, stderr } = await run(argv, { env: CHINESE });
    expect(stderr).toContain(says);
    expect(stderr.replaceAll(NAMES, '').match(/[a-z]{3,} [a-z]{2,}/g) ?? []).toEqual([]);
    expect(stderr).not.toMatch(/[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/);
    const english = await run(argv);
    expect(english.code).toBe(code);
    expect(english.stderr).not.toMatch(/[\u3000-\u9fff]/);
    expect(english.stderr.match(/\n/g)?.length).toBe(stderr.match(/\n/g)?.length);
  });

  it.each([
    ['名称过长', 'name too long', 'x'.repeat(300)],
    ['符号链接层数过多', 'too many symbolic links encountered', LOOP],
  ])('is what the system says of a capture: %s', async (says, english, path) => {
    for (const words of [
      [path],
      ['check', path],
      ['check', '--as-one', path],
      [path, '--follow'],
    ]) {
      const { code, stderr } = await run(words, { env: CHINESE });
      expect([code, stderr]).toEqual([3, `tcpdissect: ${path}：无法读取：${says}\n`]);
      const told = (await run(words)).stderr;
      expect(told).toBe(`tcpdissect: ${path}: cannot be read: ${english}\n`);
    }
  });

  it('is that a file is no directory', async () => {
    const path = join(TEXT, 'x.pcap');
    expect(await run([path])).toMatchObject({
      code: 3,
      stderr: `tcpdissect: ${path}: no such file\n`,
    });
  });

  it.each([
    ["'': no such file", ''],
    ["cannot read the rules file '': no such", 'check', CAPTURE, '--rules', ''],
    ["--baseline '': no such", 'check', CAPTURE, '--baseline', ''],
    ["cannot write '': the name is empty", CAPTURE, '--output', ''],
  ])('names an empty path: %s', async (says, ...argv) => {
    expect((await run(argv)).stderr).toContain(`tcpdissect: ${says}`);
  });

  it('is that nothing is to be read', async () => {
    const how = { stdinIsTerminal: true };
    expect((await run(['--lang', 'zh-CN'], how)).stderr).toContain('全部选项：tcpdissect --help');
    expect((await run([], how)).stderr).toContain('All options: tcpdissect --help');
  });
});
