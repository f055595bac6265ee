import type { CheckWords } from '../check-words.ts';
import { countText } from '../numbers.ts';
import { plural } from './grammar.ts';

const NOUN = { error: 'error', warning: 'warning', info: 'note' } as const;

export const CHECK: CheckWords = {
  verdict: {
    passed: 'passed',
    failed: 'failed',
    error: 'error',
    unread: 'not read',
    unreadable: 'unreadable',
    damaged: 'damaged',
  },
  severity: { error: 'error', warning: 'warning', info: 'info' },
  over: { connection: 'connection', segment: 'segment', capture: 'capture', service: 'service' },
  holds: 'ok',
  capture: (name, verdict, connections, packets) =>
    `${name}: ${verdict} (${plural(connections, 'connection')}, ${plural(packets, 'packet')})`,
  listed: (description, origin) => `${description} (${origin ?? 'recommended'})`,
  nothingToJudge: 'nothing to judge',
  judged: plural,
  broken: (violations, subjects, over) => `${countText(violations)} of ${plural(subjects, over)}`,
  unmeasured: (count, over, areAll) =>
    `${areAll ? plural(count, over) : `; ${countText(count)}`} not judged: the clock went back`,
  allowed: (most) => `, allowed at most ${most}`,
  more: (count) => `... and ${countText(count)} more`,
  recording: 'the recording',
  connection: (id, client, server, frame) =>
    `${frame === null ? '' : `frame ${frame} of `}connection ${id}, ${client} to ${server}`,
  violation: (subject, message) => `${subject}: ${message}`,
  rows: {
    frames: 'frames',
    found: 'found',
    expected: 'expected',
    id: 'id',
    show: 'show',
    wireshark: 'Wireshark',
  },
  summary: {
    label: 'Verdict',
    line: (label, verdict, clauses) => `${label}: ${verdict} (${clauses.join('; ')})`,
    allHold: 'all rules hold',
    noneBroken: 'no rule is broken',
    notJudged: (rules) => `${plural(rules, 'rule')} not judged everywhere`,
    broken: (severity, rules) => plural(rules, NOUN[severity]),
    notReadToTheEnd: (captures) => `${plural(captures, 'capture')} not read to the end`,
    captures: (count) => plural(count, 'capture'),
    interrupted: 'interrupted',
  },
};
