/** Names the version of the output contract: it changes when the meaning of a key does. */
export const SCHEMA_VERSION = 'tcpdissect/1';
