import type { FindingWords } from '../../model/findings/finding-words.ts';

/** What puts a finding in doubt. */
export const DOUBTS: FindingWords['doubts'] = {
  unfinishedChecksums: '发送方把工作留给网卡，由网卡补全报文段：在此之前抓到的校验和还不是最终值',
  mergedChecksums: '切分之前或合并之后抓到的报文段从来没有自己的校验和',
  mergedOrUncut: '接收卸载在抓包之前合并报文段，分段卸载在抓包之后切分报文段',
  dataPerhapsMissed: '没有抓到任何内容能说明抓包程序是否漏掉了这些数据',
  endsBeforeAnswer: '抓包可能在应答之前或 SYN 重传之前就结束了',
  superSegments: '报文段是在切分之前或合并之后抓到的：线路上的数目更多',
  evicted: '连接在结束之前就被放弃跟踪',
  outOfOrder: '抓包程序打乱了报文段的顺序',
  recordedTwice: '报文段被记录了两次，副本可能被当作重新发送的报文段',
  clockSetBack: '抓包程序的时钟被往回拨：跨越该时刻测得的时间是错误的',
  missedSegments: '抓包程序漏掉了该连接的报文段',
  oneDirection: '只抓到了一个方向',
};
