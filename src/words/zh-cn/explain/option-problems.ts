import type { BrokenOptionList, LegalLengths } from '../../../model/option-problem.ts';

export function lengthProblem(length: number, legal: LegalLengths): string {
  return `长度为 ${length}，应为 ${legalText(legal)}`;
}

function legalText(legal: LegalLengths): string {
  switch (legal.kind) {
    case 'one-of': {
      const { lengths } = legal;
      return lengths.length === 1
        ? `${lengths[0]}`
        : `${lengths.slice(0, -1).join('、')} 或 ${lengths.at(-1)}`;
    }
    case 'least':
      return `${legal.length} 或更长`;
    case 'blocks':
      return `${legal.first} 加上每块 ${legal.each}`;
    case 'even':
      return `${legal.or}，或 ${legal.from} 至 ${legal.to} 的偶数`;
  }
}

export function brokenListText(broken: BrokenOptionList): string {
  if (broken.kind === 'snapped') return '抓包长度截断了选项';
  const { option, name, octet } = broken;
  const subject = `首部第 ${octet} 字节处的选项 ${option}（${name}）`;
  return broken.kind === 'no-length'
    ? `${subject}没有长度，首部在此结束`
    : `${subject}长度为 ${broken.length}，小于 2 或超出首部`;
}
