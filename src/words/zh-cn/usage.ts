import type { UsageWords } from '../usage-words.ts';
import { beside } from './beside.ts';
import { systemMessageText } from './system.ts';

const KINDS = { reporter: '输出方式', metric: '指标' } as const;
const ROWS = { connections: '连接', segments: '报文段', explanations: '帧的拆解' } as const;

/** What was probably meant, behind a clause; null: nothing is near. */
function meant(nearest: string | null): string {
  return nearest === null ? '' : `；是否想输入 ${nearest}？`;
}

/** What is wrong with a baseline is told of a part of it, or of it. */
function within(where: string | null): string {
  return where === null ? '文件内容' : `${where} `;
}

export const USAGE: UsageWords = {
  fault: '这是 tcpdissect 自身的缺陷，请报告',
  shortHelp: `tcpdissect 读取抓包文件，讲述其中每个 TCP 连接的经过。

  tcpdissect capture.pcap                    每个连接的经过
  tcpdissect segments capture.pcap           每个报文段一行
  tcpdissect follow capture.pcap --connection 0  一个连接上发送的内容
  tcpdissect explain capture.pcap --frame 5  逐字节拆解一个帧
  tcpdump -i eth0 -U -w - | tcpdissect -     来自正在运行的抓包程序

全部选项：tcpdissect --help
`,
  system: systemMessageText,
  cannotWrite: (path, reason) => `无法写入 ${path}：${reason}`,
  writing: {
    noDirectory: '目录不存在',
    directory: '它是一个目录',
    emptyName: '名称为空',
    directoryName: '它是目录的名称',
    input: '它是要读取的抓包文件之一',
    besideInput: '它位于要读取的目录中',
    rulesFile: '它是正在使用的规则文件',
    notAllRead: '抓包文件没有全部读完',
  },
  cannotWriteResult: (reason) => `无法写入结果：${reason}`,
  cannotWriteSummary: (variable, path, reason) => `无法写入 ${variable}（${path}）：${reason}`,
  notWritten: (path, reason) => `没有写入 ${path}：${reason}`,
  contradiction: (option, other) => `${option} 与 ${other} 矛盾：请去掉其中一个`,
  oneRulesFile: '--rules 只接受一个文件：请在其中用 extends 引用其他文件',
  followOneFile: '--follow 只接受一个文件',
  followNotPiped: '--follow 只接受一个文件；从管道传入的内容本来就会持续读取',
  commandToCome: (command) => `命令 ${command} 尚未提供`,
  listInterfaces: 'tcpdissect 不抓包：列出网络接口请用：tcpdump -D',
  record: (networkInterface) =>
    `tcpdissect 不抓包：请用管道传入：tcpdump -i ${networkInterface} -U -w - | tcpdissect -`,
  noRows: (format, rows) => `--format ${format} 不能显示${ROWS[rows]}`,
  followPayload: 'follow 打印载荷，不打印记录',
  followNeedsId: 'follow 需要连接的编号：--connection ID',
  followOneConnection: 'follow 一次只接受一个连接',
  onePlot: '--plot 只显示一个连接：请用 --connection ID 选择',
  plotIsText: '--plot 只用于文本输出',
  explain: {
    takesNoSelection:
      'explain 不接受 -f、--after、--before、--where 和 -w：它按抓到的原样拆解一个帧',
    needsFrame: 'explain 需要指定帧：--frame N，或用 -Y EXPR 取第一个选中的',
    eitherFrame: 'explain 只接受 --frame，或者 -Y 与 --connection，不能同时给出',
    noneSelected: '没有选中任何报文段，因此没有可拆解的帧',
    noCapture: (index, captures) =>
      `没有抓包文件 ${index}：${captures === 1 ? '只有一个，编号为 0' : `抓包文件的编号为 0 至 ${captures - 1}`}`,
    noFrame(frame, path, last, captures) {
      const have = last === 0 ? '没有帧' : last === 1 ? '只有帧 1' : `的帧号为 1 至 ${last}`;
      const others = captures > 1 ? '；--frame 1:N 指第二个抓包文件中的帧，2:N 指第三个中的' : '';
      return `没有帧 ${frame}：${beside(path)}${have}${others}`;
    },
    missing: {
      selected: '在能读取的内容中没有选中任何报文段',
      capture: (index) => `没有读到抓包文件 ${index}`,
      frame: (frame, path, frames) => `没有读到帧 ${frame}：${beside(path)}只能读取 ${frames} 个帧`,
    },
  },
  noConnections(ids, _count, connections) {
    const some =
      connections === 1 ? '只有连接 0' : `共有 ${connections} 个连接（0 至 ${connections - 1}）`;
    return `没有连接 ${ids}：${connections === 0 ? '没有任何连接' : some}`;
  },
  of: (paths, what) => `${paths.join('、')}：${what}`,
  severalLinkTypes: '-w：数据包的链路类型不止一种：请给出以 .pcapng 结尾的文件名',
  resultThereToo: '-w：结果也要写到同一处：请用 --output 为结果另外指定位置',
  whereReadsTwice:
    '--where 在连接结束后才能选取：要得到其报文段或数据包，抓包须读取两遍，因此输入必须是文件',
  lastFragments:
    '-w：对于分片的数据报，只写入了使其完整的那些帧：要写入其他分片，抓包须读取两遍，因此输入必须是文件',
  checkHasReporters: 'check 打印的是结论：请用 --reporter 指定打印方式',
  checkWritesNoPackets: 'check 不写出数据包：-w 请用于报告，不要与 check 同用',
  checkJudgesConnections: 'check 检查的是连接：请用 --where 或 --connection 选取',
  reportersHaveFiles: '--output：没有内容要写到这里：每个 --reporter 都有自己的文件',
  listedRulesForm: (reporter) =>
    `--reporter ${reporter}：列出的规则没有结论可报告，请去掉此选项或改用 --json`,
  twoResults: (path) =>
    `两个结果不能写到同一处（${path ?? '标准输出'}）：请用 --reporter NAME=FILE 分开`,
  noSuch: (kind, name, nearest, known) =>
    `没有${`${KINDS[kind]} ${name}`.trimEnd()}${nearest === null ? `；可选：${known.join('、')}` : meant(nearest)}`,
  noSchema: (name, nearest, known) =>
    `没有名为 ${name} 的 schema${meant(nearest)}${nearest === null ? '；' : ''}可选：${known.join('、')}`,
  noRule: (name, nearest) =>
    `没有规则 ${name}${meant(nearest)}${nearest === null ? '；' : ''}用 --list-rules 可打印生效的规则`,
  ruleIsOption: (name, option) => `${name} 不是可以开关的规则：请用 ${option}`,
  option: (option, what) => `${option}：${what}`,
  quick: {
    time: '必须是时间，如 200ms、1.5s 或 2min。',
    share: '必须是 0% 至 100% 的比例，如 1% 或 0.01。',
    comparison: "必须是最多 15 位的数字，或与数字的比较，如 '>= 10'。",
  },
  cannotReadRules: (path, reason) => `无法读取规则文件 ${path}：${reason}`,
  driftNeedsBaseline: '--drift 需要用 --baseline 给出比较的对象',
  baselineByNeedsFile: '--baseline-by 需要 --write-baseline',
  baselineIsBy: (path, key) => `${path} 是按 ${key} 记录的`,
  driftValue: (metric, isSwitch) => `应为 ${metric}= 加上${isSwitch ? ' off' : '百分比或 off'}`,
  noBaseline: (reason) => `${reason}；可用 --write-baseline 生成`,
  baseline: {
    noJson: '它不是 JSON',
    schema: (found, expected) => `schema 为 ${found}，应为 "${expected}"`,
    by: (found, expected) => `by 为 ${found}，应为 ${expected.join('、')} 之一`,
    noNumber: (where, found) => `${where} 为 ${found}，应为数字`,
    noObject: (where) => `${within(where)}不是对象`,
    missing: (where, key) => `${within(where)}缺少 ${key}`,
    unknownKey: (where, key) => `${within(where)}有未知的键 ${key}`,
  },
};
