import { BASELINE_CHANGES, BASELINE_METRICS } from './baseline-keys.ts';
import type { JsonSchema } from './schema/schema.ts';
import { SEVERITIES } from './vocabulary.ts';

/** The rules that come with tcpdissect and apply where none are given. */
export const RECOMMENDED_NAMES = [
  'connections-present',
  'handshake-complete',
  'no-resets',
  'checksums-valid',
  'no-conformance-errors',
  'capture-complete',
] as const;
export type RecommendedName = (typeof RECOMMENDED_NAMES)[number];

/** What a rule of a file can be about, as its `over` says. */
export const OVER = {
  connections: 'connection',
  segments: 'segment',
  captures: 'capture',
} as const;

/** The budgets of `allow`: a whole count, or a share in percent of what the rule is about. */
export const ALLOW_PATTERN = String.raw`^\s*(at most\s+)?\d+((\.\d+)?\s*%)?\s*$`;
/** Percent of a drift. */
const PERCENT_PATTERN = String.raw`^\d+(\.\d+)?\s*%?$`;
/** Names of rules. */
export const RULE_NAME_PATTERN = '^[a-z0-9]+([-/][a-z0-9]+)*$';

const condition = (description: string) => ({
  anyOf: [{ type: 'string' }, { type: 'boolean' }],
  description: `${description} In CEL, on the fields of the JSON output; numbers may have units, as 200ms, 10kB, 1%.`,
});

const severity = {
  enum: [...SEVERITIES],
  description: 'How much it matters; `error` fails the capture.',
};

const allow = {
  description: 'How many violations are allowed, as `2`, `at most 2` or `at most 1 %`.',
  anyOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: ALLOW_PATTERN },
  ],
};

/** The keys of a rule, and what each may be. */
const ruleKeys = {
  description: { type: 'string', description: 'What holds where the rule holds.' },
  over: {
    enum: Object.keys(OVER),
    description: 'What the rule is about; connections, where nothing is said.',
  },
  where: condition('Which connections, segments or captures it is about.'),
  expect: condition('What must hold of each; what depends on an absent value does not hold.'),
  severity,
  message: {
    type: 'string',
    description:
      'What to say of a violation, with values of fields in braces: `took {handshake.rttSeconds}`.',
  },
  allow,
} as const;

export const RULE_KEYS: readonly string[] = Object.keys(ruleKeys);
/** The keys of what changes one of the recommended rules. */
export const CHANGE_KEYS: readonly string[] = ['severity', 'where', 'allow'];
export const FILE_KEYS: readonly string[] = ['version', 'extends', 'rules', 'drift'];

/** The JSON Schema of a rules file (`tcpdissect.yml`), for editors; `tcpdissect schema rules`. */
export function rulesFileSchema(): JsonSchema {
  const { description: _, over: __, expect: ___, message: ____, ...changes } = ruleKeys;
  const switched = {
    enum: ['on', 'off', true, false, ...SEVERITIES],
    description:
      'Switches a rule on or off, or gives it another severity: a recommended one, or one of a set that this one extends.',
  };
  const change = { type: 'object', properties: changes, additionalProperties: false };
  const names = Object.fromEntries(
    RECOMMENDED_NAMES.map((name) => [
      name,
      { description: `The recommended rule ${name}.`, anyOf: [switched, change] },
    ]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:tcpdissect:1:rules',
    title: 'Rules file of tcpdissect check',
    type: 'object',
    properties: {
      version: { const: 1, description: 'Version of this format.' },
      extends: {
        description:
          'Rule sets that this one builds on: `recommended`, or paths of files, from this one on.',
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'array', items: { type: 'string', minLength: 1 } },
        ],
      },
      drift: driftSchema(),
      rules: {
        type: 'object',
        description: 'The rules by name.',
        properties: names,
        propertyNames: { pattern: RULE_NAME_PATTERN },
        additionalProperties: {
          anyOf: [
            switched,
            change,
            {
              type: 'object',
              properties: ruleKeys,
              required: ['expect'],
              additionalProperties: false,
            },
          ],
        },
      },
    },
    required: ['version'],
    additionalProperties: false,
  };
}

function driftSchema() {
  const off = { enum: ['off', false] };
  const percent = [
    off,
    { type: 'number', minimum: 0 },
    { type: 'string', pattern: PERCENT_PATTERN },
  ];
  const metrics = BASELINE_METRICS.map((name) => [
    name,
    { description: `Percent that baseline/${name} allows, or off.`, anyOf: percent },
  ]);
  const changes = BASELINE_CHANGES.map((name) => [
    name,
    { description: `Switches baseline/${name} off.`, ...off },
  ]);
  return {
    type: 'object',
    description: 'How far metrics may be from the baseline (--baseline): percent, or off.',
    properties: Object.fromEntries([...metrics, ...changes]),
    additionalProperties: false,
  };
}
