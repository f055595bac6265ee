import type { HelpWords } from '../help-words.ts';
import { PURPOSES } from './purposes.ts';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
  'Examples:': '示例：',
};

const EXAMPLES: Readonly<Record<string, string>> = {
  'the story of every connection': '每个连接的经过',
  'of one connection': '一个连接的经过',
  'and what it sent over time': '以及它随时间发送的内容',
  'a line per segment': '每个报文段一行',
  'times since the previous line, raw numbers': '距上一行的时间，原始序号',
  'with offsets': '带偏移',
  'the first one': '第一个',
  'by the recommended rules': '按推荐规则',
  'in this shell; in ~/.bashrc for every one':
    '在当前 shell 中；写入 ~/.bashrc 则对所有 shell 有效',
  'the names': '全部名称',
  'of the record of a connection': '连接记录的 schema',
};

const NOTES: Readonly<Record<string, string>> = {
  tcpdissect: `同一选项给出多次时以最后一次为准；-r、--connection、--reporter、--enable、
--disable 和 --drift 则累加，--rules 只能给出一次。

退出码：0 完成；2 命令行有误；3 抓包文件无法读取或已损坏（能读取的部分已报告）；
130、143 被中断。`,
  follow: `以 > 开头的行来自客户端，以 < 开头的行来自服务器。抓包中没有的内容标为
[缺少 12 字节]；重复发送的字节显示第一份。`,
  explain: `从链路层到 TCP 的每个字节、逐步计算的校验和、报文段对其连接的含义、前后的
状态，以及为什么这样分类。会读取整个抓包文件，因此也说明该报文段后来的结果。
最多显示 64 字节的载荷，用 -v 显示全部。`,
  check: `没有规则文件、也没有给出规则选项时，使用推荐规则。总是期望至少有一个连接，
除非 --disable connections-present。

退出码：0 全部规则符合；1 有规则不符合；2 命令行或规则文件有误；3 抓包文件
无法读取或已损坏（能读取的部分已检查）；130、143 被中断。`,
};

/** What commander says, as it is told here. */
const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/unknown option '(.+?)'/, '未知选项 $1'],
  [/unknown command ''/, "未知命令 ''"],
  [/unknown command '(.+?)'/, '未知命令 $1'],
  [/missing required argument '(.+?)'/, '缺少必需的参数 $1'],
  [/option '(.+?)' argument missing/, '选项 $1 缺少值'],
  [/option '(.+?)' argument '' is invalid\./, "选项 $1 的值 '' 无效。"],
  [/option '(.+?)' argument '(.+?)' is invalid\./, '选项 $1 的值 $2 无效。'],
  [/command-argument value '' is invalid for argument '(.+?)'\./, "参数 $1 的值 '' 无效。"],
  [/command-argument value '(.+?)' is invalid for argument '(.+?)'\./, '参数 $2 的值 $1 无效。'],
  [
    /too many arguments for '(.+?)'\. Expected (\d+) arguments? but got (\d+)\./,
    '$1 的参数过多：应为 $2 个，实际为 $3 个。',
  ],
  [/ It must be a whole number from (\d+) on\./, '必须是不小于 $1 的整数。'],
  [/ It must be a whole number from (\d+) to (\d+)\./, '必须是 $1 至 $2 的整数。'],
  [/ It must be no more than (\d+) ids at once\./, '一次最多 $1 个连接编号。'],
  [/ It must be a frame number from 1 on, as 5 or 1:5\./, '必须是从 1 起的帧号，如 5 或 1:5。'],
  [/ It must be a number of seconds, as 30 or 0\.5\./, '必须是秒数，如 30 或 0.5。'],
  [/ It must be ids of connections, as 3 or 3,5 or 7-9\./, '必须是连接编号，如 3、3,5 或 7-9。'],
  [/ ?Allowed choices are (.+?)\.$/m, '可选的值：$1。'],
  [/\(Did you mean one of (.+?)\?\)/, '（是否想输入其中之一：$1？）'],
  [/\(Did you mean (.+?)\?\)/, '（是否想输入 $1？）'],
  [/^Try: /m, '请看：'],
];

export const HELP: HelpWords = {
  title: (english) => TITLES[english] ?? english,
  purpose(command, name, english) {
    const text = PURPOSES[`${command} ${name}`] ?? PURPOSES[name];
    if (text === undefined) return english;
    return text.replace('{default}', /\(default (\d+)/.exec(english)?.[1] ?? '');
  },
  usage: (english) => english.replace('[options]', '[选项]'),
  choices: (names) => `（可选：${names.join('、')}）`,
  example: (english) => EXAMPLES[english] ?? english,
  notes: (command, english) => NOTES[command] ?? english,
  complaint: (english) =>
    COMPLAINTS.reduce((text, [pattern, chinese]) => text.replace(pattern, chinese), english),
  diagnostics: {
    severity: { error: '错误', warning: '警告', info: '提示' },
    atOffset: (offset) => `（偏移 ${offset} 处）`,
    didYouMean: (command) => `（是否想输入命令 ${command}？）`,
    interrupted: '已中断：结果只包含到此为止读取的内容',
    advised: (advice) => `；${advice}`,
    line: (clauses) => clauses.join('：'),
  },
};
