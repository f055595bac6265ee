import { Ajv2020 } from 'ajv/dist/2020.js';

/*
 * What of two formats may be written, as closed schemas of our own: each key is one that the
 * specification defines, and its value is what the specification wants.
 */

type Json = Record<string, unknown>;

function closed(properties: Json, required: string[] = []): Json {
  return { type: 'object', properties, required, additionalProperties: false };
}

const text = { type: 'string', minLength: 1 };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const message = closed({ text }, ['text']);
const list = (items: Json): Json => ({ type: 'array', items });
const setOf = (items: Json): Json => ({ type: 'array', items, uniqueItems: true });

/** A URI reference of RFC 3986, by its letters and its structure. */
const uriReference = {
  type: 'string',
  pattern: String.raw`^(?:file:///(?:[\w.~:@&=+$,;/-]|%[0-9A-F]{2})*|(?:[\w.~@&=+$,;-]|%[0-9A-F]{2})+(?:/(?:[\w.~:@&=+$,;-]|%[0-9A-F]{2})*)*)$`,
};
const artifactLocation = closed({ uri: uriReference }, ['uri']);
const place = { type: 'integer', minimum: 1 };
const region = {
  ...closed({
    startLine: place,
    startColumn: place,
    byteOffset: { type: 'integer', minimum: 0 },
  }),
  oneOf: [{ required: ['startLine'] }, { required: ['byteOffset'] }],
};
const physicalLocation = closed({ artifactLocation, region }, ['artifactLocation']);
const location = closed({ id: { type: 'integer', minimum: 0 }, message, physicalLocation });
const reference = closed({ id: text }, ['id']);

const sarifRule = closed(
  {
    id: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: { type: 'string', pattern: '^https?://' },
    defaultConfiguration: closed({ level }),
  },
  ['id'],
);

const notification = closed(
  {
    level,
    message,
    descriptor: reference,
    associatedRule: reference,
    locations: setOf(location),
  },
  ['message'],
);

const sarifResult = closed(
  {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: { type: 'array', items: location, minItems: 1 },
    relatedLocations: setOf(location),
    partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
    occurrenceCount: place,
    properties: { type: 'object' },
  },
  // Code scanning wants more than the specification does.
  ['message', 'ruleId', 'locations', 'partialFingerprints'],
);

const sarifRun = closed(
  {
    tool: closed(
      {
        driver: closed({ name: text, semanticVersion: text, rules: setOf(sarifRule) }, ['name']),
      },
      ['driver'],
    ),
    invocations: list(
      closed(
        {
          executionSuccessful: { type: 'boolean' },
          toolExecutionNotifications: list(notification),
        },
        ['executionSuccessful'],
      ),
    ),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    results: list(sarifResult),
  },
  ['tool', 'results'],
);

const sarif = closed({ $schema: text, version: { const: '2.1.0' }, runs: list(sarifRun) }, [
  'version',
  'runs',
]);

const gitlab = list(
  closed(
    {
      description: text,
      check_name: text,
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: closed({ path: text, lines: closed({ begin: place }, ['begin']) }, [
        'path',
        'lines',
      ]),
    },
    ['description', 'check_name', 'fingerprint', 'severity', 'location'],
  ),
);

const ajv = new Ajv2020({ strict: false, allErrors: true });
const validators = { sarif: ajv.compile(sarif), gitlab: ajv.compile(gitlab) };

/** What is wrong with a document of a format; empty where nothing is. */
export function mistakesIn(format: keyof typeof validators, document: unknown): string[] {
  const validate = validators[format];
  if (validate(document)) return [];
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''}`);
}
