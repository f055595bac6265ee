/** What systems and libraries say of an error, by their own English; what is not here stays in it. */
const REASONS: Readonly<Record<string, string>> = {
  'no such file or directory': '文件或目录不存在',
  'not a directory': '不是目录',
  'illegal operation on a directory': '不能对目录进行此操作',
  'permission denied': '权限不足',
  'operation not permitted': '不允许此操作',
  'read-only file system': '文件系统是只读的',
  'no space left on device': '设备上没有剩余空间',
  'file too large': '文件过大',
  'name too long': '名称过长',
  'too many open files': '打开的文件过多',
  'file table overflow': '打开的文件过多',
  'too many symbolic links encountered': '符号链接层数过多',
  'text file is busy': '文件正在被执行',
  'i/o error': '输入输出错误',
  'broken pipe': '管道已断开',
  'no such device or address': '设备或地址不存在',
  'resource busy or locked': '资源正在使用或已锁定',
  'it is not UTF-8: save it as that': '不是 UTF-8 编码：请另存为 UTF-8',
};

const DECOMPRESSION: Readonly<Record<string, string>> = {
  'incorrect header check': '头部校验不正确',
  'unknown compression method': '未知的压缩方法',
  'invalid window size': '窗口大小无效',
  'unknown header flags set': '头部设置了未知的标志',
  'header crc mismatch': '头部 CRC 不符',
  'invalid block type': '块类型无效',
  'invalid stored block lengths': '未压缩块的长度无效',
  'too many length or distance symbols': '长度或距离符号过多',
  'invalid code lengths set': '码长集合无效',
  'invalid bit length repeat': '位长重复无效',
  'invalid code -- missing end-of-block': '编码无效，缺少块结束符',
  'invalid literal/lengths set': '字面值和长度的编码无效',
  'invalid distances set': '距离的编码无效',
  'invalid literal/length code': '字面值或长度码无效',
  'invalid distance code': '距离码无效',
  'invalid distance too far back': '距离超出已有数据',
  'incorrect data check': '数据校验不正确',
  'incorrect length check': '长度校验不正确',
  'invalid zstd data': 'Zstandard 数据无效',
  'window size too large (>2046MB)': '窗口过大（超过 2046 MB）',
  'FSE accuracy too high': 'FSE 精度过高',
  'match distance too far back': '匹配距离超出已有数据',
};

/** Reasons of the system alone: `permission denied`. */
export function systemText(reason: string): string {
  return REASONS[reason] ?? reason;
}

/** With the code and the call around it: `EIO: i/o error, read`. */
export function systemMessageText(message: string): string {
  const [, code, reason, call] = /^(E[A-Z0-9]+): (.+?), (\w.*)$/s.exec(message) ?? [];
  return code === undefined || reason === undefined
    ? systemText(message)
    : `${systemText(reason)}（${code}，${call}）`;
}

/** What a library says of data that it cannot decompress. */
export function decompressionText(message: string): string {
  return DECOMPRESSION[message] ?? message;
}
