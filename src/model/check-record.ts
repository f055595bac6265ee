import { diagnosticSchema } from './diagnostic-record.ts';
import {
  array,
  boolean,
  described,
  type Infer,
  integer,
  named,
  nullable,
  number,
  object,
  oneOf,
  record,
  text,
} from './schema/schema.ts';
import { frames, severity } from './schema/shapes.ts';

/** What a rule is about: each connection, segment or service (of a baseline), or a whole capture. */
const RULE_SUBJECTS = ['connection', 'segment', 'capture', 'service'] as const;

const captureName = object(
  { index: integer('0-based, in order of judgment.'), path: text('Path as given.') },
  'A capture.',
);

const place = object(
  {
    path: text('The rules file as given.'),
    line: integer('1-based.', 1),
    column: integer('1-based.', 1),
  },
  'Where a rule stands in a rules file.',
);

const rule = object(
  {
    name: text('Its name; those of rules that come with tcpdissect stay.'),
    description: text('What holds where it holds, as a sentence without a full stop.'),
    severity,
    over: oneOf(RULE_SUBJECTS, 'What it is about.'),
    source: nullable(described('Where it stands; null for a rule of no file.', place)),
    option: nullable(
      text('The option that asked for it; null for a rule of a file or of the recommended ones.'),
    ),
    documentation: nullable(text('Where to read more.')),
  },
  'A rule.',
);

const violation = named(
  'violation',
  object(
    {
      rule: text('Name of the rule.'),
      severity,
      message: text('What is wrong, as a clause without a full stop.'),
      capture: nullable(captureName),
      connection: nullable(
        object(
          {
            id: integer('Its id (Wireshark: `tcp.stream`).'),
            communityId: text('Community ID version 1, seed 0.'),
            client: text('Socket of the client, as `192.0.2.1:40001` or `[2001:db8::1]:40001`.'),
            server: text('Socket of the server.'),
          },
          'The connection that violates it, or that shows it best.',
        ),
      ),
      frames: frames('The frames that show it.'),
      byteOffset: nullable(
        integer('Offset of the first such frame’s record in the (decompressed) file.'),
      ),
      found: text('What was found.'),
      expected: text('What the rule expects.'),
      commands: object(
        {
          tcpdissect: text('The command that shows it.'),
          wireshark: nullable(text('The display filter that shows it in Wireshark.')),
        },
        'What shows it.',
      ),
    },
    'One violation of a rule.',
  ),
);

const outcome = named(
  'ruleOutcome',
  object(
    {
      rule,
      subjects: integer('Connections, segments, captures or services that it was held to.'),
      unmeasured: integer(
        'How many more it was not held to: the clock of the recording went back in what it measures.',
      ),
      violations: integer('How many of them violate it.'),
      allowed: nullable(text('How many may, as `at most 2`; null for none.')),
      holds: boolean('Whether there are no more violations than allowed.'),
      listed: array(violation, 'The first of the violations.'),
    },
    'What became of one rule.',
  ),
);

const captureVerdict = object(
  {
    capture: object(
      {
        index: integer('0-based, in order of judgment.'),
        path: text('Path as given; with --as-one all of them, joined.'),
        paths: array(text('Path as given.'), 'The same one by one.'),
        packets: integer('Records read.'),
        connections: integer('Connections that were judged.'),
      },
      'The capture that was judged.',
    ),
    verdict: oneOf(
      ['passed', 'failed', 'unread', 'unreadable', 'damaged'],
      '`damaged`: what could be read was judged, and that is no pass; `unread`: a signal ended the run before anything of it was read.',
    ),
    outcomes: array(outcome, 'One for each rule.'),
    metrics: record(
      nullable(number('A value; null where there was nothing to measure.')),
      'Measures by name, with the unit in the name: `packets`, `payloadBytes` and `invalidChecksums` of the ' +
        'capture, the others of the connections that were judged.',
    ),
  },
  'The verdict on one capture, or on one recording of several.',
);

/** What `tcpdissect check --reporter json` prints. */
export const checkSchema = object(
  {
    schema: text('Version of the output contract.'),
    version: text('Version of tcpdissect.'),
    verdict: oneOf(
      ['passed', 'failed', 'error'],
      '`error`: a capture could not be read, or is damaged; never a pass.',
    ),
    failOn: described('The least severity of a rule that fails a capture.', severity),
    captures: array(named('captureVerdict', captureVerdict), 'The captures in order of judgment.'),
    errors: integer('Rules of severity error that do not hold, over all captures.'),
    warnings: integer('Rules of severity warning that do not hold.'),
    infos: integer('Rules of severity info that do not hold.'),
    diagnostics: array(named('diagnostic', diagnosticSchema), 'Diagnostics, in order.'),
    interrupted: boolean('Whether a signal ended the run before its input did.'),
  },
  'The verdict of tcpdissect check.',
);

/** What `tcpdissect check --list-rules --json` prints. */
export const ruleListSchema = object(
  {
    schema: text('Version of the output contract.'),
    version: text('Version of tcpdissect.'),
    rules: array(rule, 'The rules in effect, in the order in which they are told.'),
  },
  'The rules that tcpdissect check would hold captures to.',
);

export type RuleListRecord = Infer<typeof ruleListSchema>;

export type CheckRecord = Infer<typeof checkSchema>;
