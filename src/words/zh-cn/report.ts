import { NO_BREAK } from '../no-break.ts';
import { countText } from '../numbers.ts';
import type { ReportWords } from '../report-words.ts';

const VERDICTS: ReportWords['verdict']['one'] = {
  closed: '正常关闭',
  reset: '被重置',
  refused: '被拒绝',
  unanswered: '无应答',
  open: '尚未关闭',
  evicted: '为限制内存而放弃跟踪',
  timeout: '空闲过久',
};

export const REPORT: ReportWords = {
  verdict: {
    one: VERDICTS,
    many: (verdict, count) => `${countText(count)} 个${VERDICTS[verdict]}`,
    whole: (connections, counts, again) =>
      `${countText(connections)} 个连接：${counts.join('，')}；${again}。`,
    noneSelected: (whole) => `${whole}没有选中任何连接。`,
    noRetransmissions: '没有重传',
    retransmissions: (count, of) =>
      of === null
        ? `重传 ${countText(count)} 次`
        : `其中 ${countText(of)} 个连接共重传 ${countText(count)} 次`,
    noPackets: '没有数据包。',
    noConnection: (packets, others) =>
      `${countText(packets)} 个数据包中没有 TCP 连接${others === '' ? '' : `：${others}`}。`,
  },
  clockWentBack: '时钟倒退',
  interrupted: '已中断：以下是到此为止读取的内容。',
  rest: {
    notShown: (hidden, all) => `${countText(all)} 个连接中有 ${countText(hidden)} 个未显示。`,
    told: (count) => {
      if (count === 0) return '没有连接被详细说明。';
      return `只详细说明最值得关注的 ${countText(count)} 个。`;
    },
    how: '--limit N 显示更多，--connection ID 显示任意一个，--json 显示全部。',
  },
  heads: {
    id: 'id',
    client: '客户端',
    server: '服务器',
    start: '开始',
    opened: '建立方式',
    ended: '结果',
    by: '先关闭',
    took: '历时',
    sent: '发送',
    received: '接收',
    rtt: 'RTT',
    again: '重传',
    lookAt: '值得关注',
  },
  opened: {
    'three-way': '三次握手',
    'simultaneous-open': '同时打开',
    'fast-open': '快速打开',
    refused: '被拒绝',
    unanswered: '无应答',
    incomplete: '未完成',
    'not-captured': '未抓到',
  },
  ended: {
    closed: '已关闭',
    reset: '被重置',
    refused: '被拒绝',
    unanswered: '无应答',
    open: '未关闭',
    evicted: '放弃跟踪',
    timeout: '空闲超时',
  },
  labels: { loss: '丢失', time: '时间', capture: '抓包', layers: '层次' },
  finding: {
    doubt: (reason) => `存疑${reason === null ? '' : `：${reason}`}。`,
    frames: (numbers) => `帧 ${numbers}`,
    evidence: (parts) => `（${parts.join('；')}）`,
    more: (count) => `另有 ${countText(count)} 项发现：见 --json`,
  },
  rfc: (reference) =>
    reference.replace(/^RFC (\d+), section (.+)$/, `RFC${NO_BREAK}$1 第${NO_BREAK}$2${NO_BREAK}节`),
};
