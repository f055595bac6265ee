import { baselineSchema } from '../baseline-record.ts';
import { captureSchema } from '../capture-record.ts';
import { checkSchema, ruleListSchema } from '../check-record.ts';
import { connectionSchema } from '../connection-record.ts';
import { diagnosticSchema } from '../diagnostic-record.ts';
import { documentSchema, explanationsDocumentSchema, segmentsDocumentSchema } from '../document.ts';
import { explanationSchema } from '../explain/explanation-record.ts';
import { headerSchema } from '../header-record.ts';
import { rulesFileSchema } from '../rules-file-schema.ts';
import { segmentSchema } from '../segment-record.ts';
import { totalsSchema } from '../totals-record.ts';
import { anyOf, type JsonSchema, named, type Schema, schemaDocument } from './schema.ts';
import { SCHEMA_VERSION } from './version.ts';

/** Any line of `--ndjson`; `type` tells the shapes apart. */
const recordSchema = anyOf(
  [
    named('header', headerSchema),
    named('capture', captureSchema),
    named('connection', connectionSchema),
    named('segment', segmentSchema),
    named('explanation', explanationSchema),
    named('diagnostic', diagnosticSchema),
    named('totals', totalsSchema),
  ],
  'One line of --ndjson, by `type`.',
);

function entry(name: string, title: string, shape: Schema<unknown>): [string, () => JsonSchema] {
  return [
    name,
    () => schemaDocument(`urn:${SCHEMA_VERSION.replace('/', ':')}:${name}`, title, shape),
  ];
}

/** The JSON Schema documents that `tcpdissect schema NAME` prints, by name. */
export const SCHEMAS: Readonly<Record<string, () => JsonSchema>> = Object.fromEntries([
  entry('document', 'tcpdissect CAPTURE --json', documentSchema),
  entry('segments-document', 'tcpdissect segments CAPTURE --json', segmentsDocumentSchema),
  entry('explain-document', 'tcpdissect explain CAPTURE --json', explanationsDocumentSchema),
  entry('record', 'A line of tcpdissect --ndjson', recordSchema),
  entry('header', 'header record', headerSchema),
  entry('capture', 'capture record', captureSchema),
  entry('connection', 'connection record', connectionSchema),
  entry('segment', 'segment record', segmentSchema),
  entry('explanation', 'explanation record', explanationSchema),
  entry('diagnostic', 'diagnostic record', diagnosticSchema),
  entry('totals', 'totals record', totalsSchema),
  entry('baseline', 'tcpdissect check CAPTURE --write-baseline FILE', baselineSchema),
  entry('check', 'tcpdissect check CAPTURE --reporter json', checkSchema),
  entry('rule-list', 'tcpdissect check --list-rules --json', ruleListSchema),
  ['rules', rulesFileSchema],
]);
