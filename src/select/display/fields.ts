import { ETHERNET_FIELDS } from './ethernet-fields.ts';
import type { Fields } from './field.ts';
import { FRAME_FIELDS } from './frame-fields.ts';
import { IP_FIELDS } from './ip-fields.ts';
import { TCP_FIELDS } from './tcp-fields.ts';

/** Every field that a display filter may name. */
export const FIELDS: Fields = new Map([
  ...FRAME_FIELDS,
  ...ETHERNET_FIELDS,
  ...IP_FIELDS,
  ...TCP_FIELDS,
]);
