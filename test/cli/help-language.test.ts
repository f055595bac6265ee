import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { run } from './support/run.ts';

const COMMANDS = ['', 'segments', 'follow', 'explain', 'check', 'completion', 'schema'];
const CHINESE = { LANG: 'zh_CN.UTF-8' };
const GOLDEN = new URL('help/', import.meta.url);

describe.each(COMMANDS)('the help of "%s" in Chinese', (command) => {
  const argv = [command, '--help'].filter((word) => word !== '');

  it('is that of its golden file', async () => {
    const { code, stdout } = await run(argv, { env: CHINESE });
    const file = new URL(`${command || 'tcpdissect'}.zh-CN.txt`, GOLDEN);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, stdout);
    expect(existsSync(file), 'run npm run golden').toBe(true);
    expect(stdout).toBe(readFileSync(file, 'utf8'));
    expect(code).toBe(0);
  });

  it('tells each option and command in Chinese, in no line that is too wide', async () => {
    const { stdout } = await run(argv, { env: CHINESE });
    const [options = ''] = stdout.split('示例：');
    const purposes = options.split('\n').filter((line) => /^ {2}\S.* {2,}\S/.test(line));
    expect(purposes.length).toBeGreaterThan(0);
    expect(
      purposes.filter((line) => !/[\u4e00-\u9fff]/.test(line) && !/ shell /.test(line)),
    ).toEqual([]);
    expect(options.split('\n').filter((line) => stringWidth(line) > 100)).toEqual([]);
  });

  it('has examples and notes that fit 80 columns, as in English', async () => {
    for (const env of [CHINESE, {}]) {
      const { stdout } = await run(argv, { env });
      const [, behind = ''] = stdout.split(/示例：|Examples:/);
      expect(behind.trim()).not.toBe('');
      expect(behind.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
    }
  });

  it('has no blank behind a full-width sign', async () => {
    const { stdout } = await run(argv, { env: CHINESE });
    expect(stdout).toMatch(/^用法：tcpdissect/);
    expect(stdout.split('\n').filter((line) => /[，。：；、（] \S/.test(line))).toEqual([]);
  });

  it('is asked for with --lang too', async () => {
    const asked = await run([...argv, '--lang', 'zh-CN']);
    expect(asked).toEqual(await run(argv, { env: CHINESE }));
    if (command !== '') expect(await run(['help', command, '--lang', 'zh-CN'])).toEqual(asked);
  });
});

describe('complaints in Chinese', () => {
  it.each([
    {
      argv: ['--jsno', 'x.pcap'],
      says: '未知选项 --jsno\n（是否想输入 --json？）\n请看：tcpdissect --help',
    },
    { argv: ['x.pcap', '--limit'], says: '选项 --limit <n> 缺少值' },
    {
      argv: ['help', 'chekc'],
      says: '未知命令 chekc\n（是否想输入 check？）\n请看：tcpdissect --help',
    },
    { argv: ['help', ''], says: "未知命令 ''\n请看：tcpdissect --help" },
    { argv: ['x.pcap', '--limit='], says: "选项 --limit <n> 的值 '' 无效。必须" },
    { argv: ['completion', ''], says: "参数 shell 的值 '' 无效。可选" },
    { argv: ['chekc'], says: '（是否想输入命令 check？）' },
  ])('$argv', async ({ argv, says }) => {
    const { code, stderr } = await run(argv, { env: CHINESE });
    expect(stderr).toContain(says);
    expect(code).toBe((await run(argv)).code);
  });

  it('leave completions in English', async () => {
    const english = await run(['completion', 'fish']);
    expect(await run(['completion', 'fish'], { env: CHINESE })).toEqual(english);
  });

  it.each(['fish', 'zsh'])('are no model for completions of %s with --lang', async (shell) => {
    const behind = await run(['completion', shell, '--lang', 'zh-CN']);
    expect(behind.stdout).toContain('每个 TCP 报文段打印一行');
    expect(behind.stdout).toContain('最多显示的连接数');
    expect(await run(['--lang', 'zh-CN', 'completion', shell])).toEqual(behind);
    const english = await run(['completion', shell]);
    expect(await run(['completion', shell, '--lang', 'en'], { env: CHINESE })).toEqual(english);
  });
});
