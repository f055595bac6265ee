import type { FollowWords } from '../follow-words.ts';
import { SIDE } from './sides.ts';

export const FOLLOW: FollowWords = {
  missing: (octets, isSnapped) => `[缺少 ${octets} 字节${isSnapped ? '：被抓包长度截断' : ''}]`,
  at: (side, offset, what) => `${SIDE[side]}，偏移 ${offset}：${what}`,
  differs: (frame, octets) => `帧 ${frame} 重复发送的数据中有 ${octets} 字节不同；显示的是第一份`,
  more: (count) => `另有 ${count} 条类似信息`,
};
