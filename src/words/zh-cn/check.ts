import type { CheckWords } from '../check-words.ts';
import { countText } from '../numbers.ts';

const SEVERITY: CheckWords['severity'] = { error: '错误', warning: '警告', info: '提示' };
const NOUN = {
  connection: '个连接',
  segment: '个报文段',
  capture: '个抓包文件',
  service: '个服务',
} as const;

export const CHECK: CheckWords = {
  verdict: {
    passed: '通过',
    failed: '未通过',
    error: '出错',
    unread: '未读取',
    unreadable: '无法读取',
    damaged: '已损坏',
  },
  severity: SEVERITY,
  over: { connection: '连接', segment: '报文段', capture: '抓包文件', service: '服务' },
  holds: '符合',
  capture: (name, verdict, connections, packets) =>
    `${name}：${verdict}（${countText(connections)} 个连接，${countText(packets)} 个数据包）`,
  listed: (description, origin) => `${description}（${origin ?? '推荐规则'}）`,
  nothingToJudge: '没有可检查的对象',
  judged: (subjects, over) => `${countText(subjects)} ${NOUN[over]}`,
  broken: (violations, subjects, over) =>
    `${countText(subjects)} ${NOUN[over]}中有 ${countText(violations)} 个违反`,
  unmeasured: (count, over, areAll) =>
    `${areAll ? '' : '；另有 '}${countText(count)} ${NOUN[over]}未检查：时钟倒退`,
  allowed: (most) => `，允许最多 ${most}`,
  more: (count) => `……另有 ${countText(count)} 项`,
  recording: '整个抓包',
  connection: (id, client, server, frame) =>
    `连接 ${id}${frame === null ? '' : ` 的帧 ${frame}`}，${client} 到 ${server}`,
  violation: (subject, message) => `${subject}：${message}`,
  rows: {
    frames: '帧',
    found: '实际',
    expected: '期望',
    id: 'id',
    show: '查看',
    wireshark: 'Wireshark',
  },
  summary: {
    label: '结论',
    line: (label, verdict, clauses) => `${label}：${verdict}（${clauses.join('；')}）`,
    allHold: '全部规则符合',
    noneBroken: '没有规则被违反',
    notJudged: (rules) => `${countText(rules)} 条规则有未检查的对象`,
    broken: (severity, rules) => `${countText(rules)} 项${SEVERITY[severity]}`,
    notReadToTheEnd: (captures) => `${countText(captures)} 个抓包文件没有读完`,
    captures: (count) => `${countText(count)} 个抓包文件`,
    interrupted: '已中断',
  },
};
