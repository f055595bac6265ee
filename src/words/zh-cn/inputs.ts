import type { BlockName, Content, InputWords, Lz4Fault } from '../../capture/input-words.ts';
import { decompressionText, systemText } from './system.ts';

const CONTENT: Readonly<Record<Content, string>> = {
  gzip: '压缩数据中又有 gzip 数据',
  zstd: '压缩数据中又有 Zstandard 数据',
  lz4: '压缩数据中又有 LZ4 帧',
  'legacy-lz4': '旧格式的 LZ4 帧',
  xz: 'xz 数据',
  bzip2: 'bzip2 数据',
  zip: 'ZIP 归档',
  '7-zip': '7-Zip 归档',
  elf: 'ELF 程序',
  'windows-program': 'Windows 程序',
  png: 'PNG 图像',
  jpeg: 'JPEG 图像',
  pdf: 'PDF 文档',
  snoop: 'snoop 抓包文件（Solaris）',
  'network-monitor-1': 'Network Monitor 1 抓包文件',
  'network-monitor-2': 'Network Monitor 2 抓包文件',
  sniffer: 'Sniffer 抓包文件',
  netxray: 'NetXRay 抓包文件',
  'damaged-pcapng': '字节序魔数已损坏的 pcapng',
  'damaged-pcap': '魔数已损坏的 pcap 文件',
  sqlite: 'SQLite 数据库',
  parquet: 'Parquet 文件',
  zeros: '全为零的字节',
  html: 'HTML 页面',
  xml: 'XML 文本',
  json: 'JSON 文本',
  script: '脚本',
  text: '文本',
  erf: 'ERF 抓包文件（Endace）',
};

const LZ4: Readonly<Record<Lz4Fault, string>> = {
  'no-frame': '应有帧的地方没有帧',
  version: '帧的版本未知',
  dictionary: '帧需要字典，而字典不存在',
  'descriptor-checksum': '帧描述符的校验和不正确',
  'block-size': '帧的块大小未知',
  block: '块的内容自相矛盾',
  'block-checksum': '块的校验和不正确',
  'content-checksum': '内容的校验和不正确',
};

export const INPUTS: InputWords = {
  noSuchFile: '文件不存在',
  directory: '是目录，不是抓包文件',
  permissionDenied: '权限不足',
  cannotBeRead: (reason) => `无法读取：${systemText(reason)}`,
  otherReader: (message) => `读取程序报告：${message}`,
  empty: '文件为空',
  noCapture: (content) =>
    `不是抓包文件${content === null ? '' : `，看起来是${spaced(CONTENT[content])}`}`,
  noneIsCapture: (files) => `${files} 个文件中没有一个是抓包文件`,
  directoryWithoutFiles: '目录中没有文件',
  cutInFileHeader: (octets) => `在文件头中被截断，只有 ${octets} 字节`,
  cutInFirstBlock: (octets) => `在第一个块中被截断，只有 ${octets} 字节`,
  pcapVersion: (major, minor) => `pcap 文件的版本为 ${major}.${minor}，无法读取`,
  unknownPcapVersion: (major, minor) => `pcap 文件的版本 ${major}.${minor} 未知，按 2.4 读取`,
  sectionVersion: (major, minor) => `有一节的 pcapng 版本为 ${major}.${minor}，应为 1.0`,
  recordTooLong: (captured, most) => `有一条记录声称抓到 ${captured} 字节，最多应为 ${most} 字节`,
  packetTooLong: (captured, most) => `有一个数据包声称抓到 ${captured} 字节，最多应为 ${most} 字节`,
  blockLength: (block, length, { is, octets }) =>
    `有一个${blockText(block)}声称长 ${length} 字节，${is === 'least' ? '至少' : '最多'}应为 ${octets} 字节`,
  blockLengthsDiffer: (first, second) => `有一个块末尾的长度为 ${second}，应与开头的 ${first} 相同`,
  unknownInterface: (index, known) =>
    `有一个数据包属于接口 ${index}，而它所在的节只描述了 ${known} 个接口`,
  noByteOrder: '有一个 Section Header Block 没有字节序魔数，应为 1a2b3c4d 或 4d3c2b1a',
  cutShort: (unit, offset, needed, available) =>
    `在偏移 ${offset} 处的${unit === 'record' ? '记录' : '块'}中被截断：应有 ${needed} 字节，只有 ${available} 字节`,
  cutInLastRecord: '在最后一条记录中被截断',
  wentOn: (offset, skipped) =>
    `跳过 ${skipped} 个不属于任何记录的字节，从偏移 ${offset} 处继续读取`,
  nothingToGoOnWith: (skipped) => `最后 ${skipped} 字节中找不到可以继续读取的位置`,
  oddTimestamps: (count) => `${count} 个时间戳的秒以下部分达到或超过一秒`,
  compressedCutShort: (octets) => `压缩数据在 ${octets} 字节之后被截断`,
  compressedDamaged: (offset, reason) => `压缩数据在文件偏移 ${offset} 之前已损坏：${reason}`,
  decompressor: decompressionText,
  lz4: (fault) => LZ4[fault],
  lz4BlockTooLong: (octets, most) => `有一个块声称长 ${octets} 字节，最多应为 ${most} 字节`,
  trailingOctets: (offset) => `压缩数据之后、文件偏移 ${offset} 之前有不是压缩数据的字节`,
  decompressionBomb: (consumed, produced) =>
    `解压炸弹：${consumed} 字节的压缩数据解压后超过 ${produced} 字节`,
  passedOver: (files) => `跳过了 ${files} 个不是抓包文件的文件`,
  reordered: '给出的抓包文件不是按第一个数据包的时间排列的，已按该时间的顺序读取',
  overlaps: (previous) =>
    `与 ${previous} 在时间上重叠，后者尚未结束，本文件就已开始：数据包不按时间顺序排列`,
  overlappingFragments: (fragments, datagrams) =>
    [
      ...(fragments > 0 ? [`${fragments} 个 IPv4 分片与其他分片重叠`] : []),
      ...(datagrams > 0 ? [`${datagrams} 个 IPv6 数据报因分片重叠而被丢弃`] : []),
    ].join('，'),
  advice: {
    checkRecorder: '请检查抓包程序是否已启动、是否有抓包的权限',
    giveCapture: '请给出 pcap 或 pcapng 文件，如 tcpdump -w 和 Wireshark 写出的文件',
    recordAgain: '请重新抓包，或重新复制该文件',
    decompress: '如果这正是您要读取的内容，请自行解压后用管道传入',
  },
};

function blockText(block: BlockName): string {
  return 'type' in block ? `类型为 ${block.type} 的块` : ` ${block.name} `;
}

/** Between Han and Latin there is a blank. */
function spaced(text: string): string {
  return /^[A-Za-z0-9]/.test(text) ? ` ${text}` : text;
}
