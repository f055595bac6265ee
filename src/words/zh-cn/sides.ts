import type { Side } from '../../model/vocabulary.ts';

/** The endpoints. */
export const SIDE: Readonly<Record<Side, string>> = { client: '客户端', server: '服务器' };
