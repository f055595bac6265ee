import type { ManWords } from '../man-words.ts';

export const MAN: ManWords = {
  manual: '用户命令',
  sections: {
    name: '名称',
    synopsis: '概要',
    description: '描述',
    options: '选项',
    commands: '命令',
    exitStatus: '退出状态',
    environment: '环境变量',
    examples: '示例',
    seeAlso: '参见',
  },
  purpose: (description) => description.split(/[：。]/)[0] ?? '',
  input:
    '抓包文件的格式为 pcap 或 pcapng，可以用 gzip、zstd 或 LZ4 压缩；也可以给出含有这些文件的目录，或用 - 表示标准输入。没有给出时读取标准输入。',
  sentence: (text) => (text.endsWith('。') ? text : `${text}。`),
  oneOf: (words) => `可选的值：${words.join('、')}。`,
  takesAsAbove: (options) => `以下选项与上文相同：${options.join('、')}。`,
  exitCodes: {
    '0': '完成；抓包文件在最后一条记录处被截断时也是如此（抓包程序被强行终止时会这样，会给出警告）。',
    '1': 'check 有规则不符合。',
    '2': '命令行或规则文件有误。',
    '3': '抓包文件无法读取或已损坏（能读取的部分已报告），或者给出了 --strict 而抓包文件被截断。',
    '70': 'tcpdissect 自身的缺陷。',
    '130, 143':
      '被 SIGINT 或 SIGTERM 中断（到此为止读取的内容已报告，结果中注明已中断；CSV 和逐行的文本则在标准错误输出中注明）。',
  },
  environment: {
    NO_COLOR: '设置且不为空时，文本不着色，除非 --color 要求着色。',
    FORCE_COLOR: '设置且既不是 0 也不是 false 时，文本着色。',
    COLUMNS:
      '文本占用的列数，输出到管道或文件时也有效；没有设置时为终端的列数，或 100。segments 和 check 的行只在终端上或设置了它时折行。',
    'LC_ALL, LC_MESSAGES, LANG':
      '没有给出 --lang 时，其中第一个有值的决定文本的语言：zh_CN、zh_SG 等为简体中文，其余为英文。',
    'LC_ALL, LC_CTYPE, LANG':
      '其中第一个有值的若指定了 UTF-8 以外的字符集，文本只用 ASCII，语言为英文。',
  },
};
