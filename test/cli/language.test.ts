import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/cli/language.ts';
import type { Language } from '../../src/words/language.ts';
import { fixture, run, StringStream } from './support/run.ts';

const CAPTURE = fixture('fast-retransmit.pcap');

interface Case {
  readonly choice?: Language;
  readonly env: Readonly<Record<string, string>>;
  readonly language: Language;
}

describe('the language', () => {
  it.each<Case>([
    { env: {}, language: 'en' },
    { env: { LANG: 'zh_CN.UTF-8' }, language: 'zh-CN' },
    { env: { LANG: 'zh_SG.utf8' }, language: 'zh-CN' },
    { env: { LANG: 'zh-Hans.UTF-8' }, language: 'zh-CN' },
    { env: { LANG: 'zh_TW.UTF-8' }, language: 'en' },
    { env: { LANG: 'de_DE.UTF-8' }, language: 'en' },
    { env: { LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, language: 'en' },
    { env: { LC_ALL: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, language: 'zh-CN' },
    { env: { LANG: 'zh_CN.GB18030' }, language: 'en' },
    { env: { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, language: 'en' },
    { choice: 'en', env: { LANG: 'zh_CN.UTF-8' }, language: 'en' },
    { choice: 'zh-CN', env: { LANG: 'de_DE.UTF-8' }, language: 'zh-CN' },
    { choice: 'zh-CN', env: {}, language: 'zh-CN' },
    { choice: 'zh-CN', env: { LC_ALL: 'C' }, language: 'en' },
  ])('of $env with --lang $choice is $language', ({ choice, env, language }) => {
    const streams = { stdout: new StringStream(), stderr: new StringStream() };
    const io = { ...streams, stdinIsTerminal: false, env, onStop: () => () => {} };
    expect(languageOf(choice, io)).toBe(language);
  });

  it('that is none is refused, with those that there are', async () => {
    const { code, stderr } = await run([CAPTURE, '--lang', 'xx']);
    expect(code).toBe(2);
    expect(stderr).toContain('en, zh-CN');
  });

  it.each([
    [],
    ['--json'],
    ['--ndjson'],
    ['--format', 'csv'],
    ['segments', '--ndjson'],
    ['explain', '--frame', '24', '--json'],
    ...['json', 'junit', 'sarif', 'github', 'gitlab', 'tap', 'markdown'].map((name) => [
      ...['check', '--no-rules', '--no-retransmissions', '--max-duration', '1us'],
      ...['--reporter', name],
    ]),
  ])('changes nothing that is for programs: %s', async (...argv) => {
    const [english, chinese] = await Promise.all(
      ['en', 'zh-CN'].map((lang) => run([...argv, CAPTURE, '--lang', lang])),
    );
    if (argv.length === 0) expect(chinese?.stdout).not.toBe(english?.stdout);
    else expect(chinese).toEqual(english);
  });

  it('is that of the rules that are listed, but for their names', async () => {
    const { stdout } = await run(['check', '--list-rules', '--max-rtt', '1s', '--lang', 'zh-CN']);
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      '错误  抓包文件  connections-present  有可检查的连接（推荐规则）',
      '错误  连接  max-rtt  没有连接的往返时间超过 1 s（--max-rtt 1s）',
      '',
    ]);
  });

  it('does not change what a condition sees', async () => {
    const where = 'findings.exists(f, f.message.startsWith("The client sent"))';
    const { stdout } = await run([CAPTURE, '--where', where, '--lang', 'zh-CN']);
    expect(stdout).toContain('#0');
  });

  it('has no blank behind a full-width colon where options are told', async () => {
    const argv = [fixture('refused.pcap'), '--where', 'id == 0', '-f', 'tcp', '--no-checksums'];
    const { stdout } = await run([...argv, '--lang', 'zh-CN']);
    expect(stdout).toContain(' 分析的数据包：-f tcp\n');
    expect(stdout).toContain(' 选取：--where id == 0\n');
    expect(stdout).toContain(' 不验证校验和：--no-checksums\n');
  });
});

describe('a line of a segment in Chinese', () => {
  it('says what is wrong with a malformed option', async () => {
    const argv = ['segments', fixture('malformed-options.pcap'), '--lang', 'zh-CN'];
    const { stdout } = await run(argv);
    expect(stdout).toContain('<选项 8 格式错误：timestamps 的长度为 6，应为 10>');
  });
});

describe('a report in Chinese', () => {
  it.each([
    { name: 'scan-probes.pcap', argv: ['-v'], says: '─ 无标志 seq 1 ─' },
    { name: 'scan-probes.pcap', argv: ['segments'], says: ' 无标志  seq 1 ' },
    { name: 'scan-probes.pcap', argv: ['check'], says: '同时设置 SYN 和 FIN、同时设置 SYN 和 RST' },
    { name: 'wrong-checksums.pcap', argv: ['check'], says: '帧         4、' },
    { name: 'ipv6-extension-headers.pcap', argv: [], says: 'icmpv6 1 个，IP 协议 253 1 个' },
    { name: 'refused.pcap', argv: ['--connection', '3,5-9'], says: '没有连接 3、5-9：只有连接 0' },
  ])('of $name with $argv says $says', async ({ name, argv, says }) => {
    const env = { COLUMNS: '200' };
    const { stdout, stderr } = await run([...argv, fixture(name), '--lang', 'zh-CN'], { env });
    expect(`${stdout}${stderr}`).toContain(says);
  });
});
