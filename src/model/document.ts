import { captureSchema } from './capture-record.ts';
import { connectionSchema } from './connection-record.ts';
import { diagnosticSchema } from './diagnostic-record.ts';
import { explanationSchema } from './explain/explanation-record.ts';
import { headerKeys } from './header-record.ts';
import { array, type Infer, named, object } from './schema/schema.ts';
import { segmentSchema } from './segment-record.ts';
import { totalsSchema } from './totals-record.ts';

const ends = {
  captures: array(named('capture', captureSchema), 'The captures, in order of analysis.'),
  totals: named('totals', totalsSchema),
  diagnostics: array(named('diagnostic', diagnosticSchema), 'Diagnostics, in order.'),
};

/** What `tcpdissect CAPTURE --json` prints. */
export const documentSchema = object(
  {
    ...headerKeys,
    connections: array(named('connection', connectionSchema), 'Connections, as they became final.'),
    ...ends,
  },
  'The analysis of one or several captures.',
);

/** What `tcpdissect segments CAPTURE --json` prints. */
export const segmentsDocumentSchema = object(
  {
    ...headerKeys,
    segments: array(named('segment', segmentSchema), 'Segments in the order of the captures.'),
    ...ends,
  },
  'Every TCP segment of one or several captures.',
);

/** What `tcpdissect explain CAPTURE --frame N --json` prints. */
export const explanationsDocumentSchema = object(
  {
    ...headerKeys,
    explanations: array(
      named('explanation', explanationSchema),
      'The frame that was asked for; none where the run was interrupted before it.',
    ),
    ...ends,
  },
  'One frame taken apart.',
);

export type Document = Infer<typeof documentSchema>;
export type SegmentsDocument = Infer<typeof segmentsDocumentSchema>;
