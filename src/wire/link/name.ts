import { LINK_TYPES } from './index.ts';
import { UNREAD_LINK_TYPES } from './unread.ts';

/** The name of a link type by its LINKTYPE number. */
export function linkTypeName(number: number): string {
  const read = LINK_TYPES.find((layer) => layer.number === number)?.name;
  const unread = UNREAD_LINK_TYPES.find(([type]) => type === number)?.[1];
  return read ?? unread ?? `link-type-${number}`;
}
