import { LINK_TYPES } from './index.ts';

/** The name of a link type by its LINKTYPE number. */
export function linkTypeName(number: number): string {
  return LINK_TYPES[number]?.name ?? `link-type-${number}`;
}
