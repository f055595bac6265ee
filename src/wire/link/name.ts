import { LINK_TYPES } from './index.ts';
import { UNREAD_LINK_TYPES } from './unread.ts';

const names = new Map<number, string>([
  ...LINK_TYPES.map(({ number, name }) => [number, name] as const),
  ...UNREAD_LINK_TYPES,
]);

/** The name of a link type by its LINKTYPE number. */
export function linkTypeName(number: number): string {
  return names.get(number) ?? `link-type-${number}`;
}
