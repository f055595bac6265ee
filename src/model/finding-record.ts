import { array, boolean, type Infer, named, nullable, object, text } from './schema/schema.ts';
import { frame, severity, side } from './schema/shapes.ts';

/** What deserves a look in one connection. */
export const findingSchema = named(
  'finding',
  object(
    {
      kind: text('One word per rule, as `data-on-syn`.', '^[a-z0-9-]+$'),
      severity,
      frames: array(frame('1-based frame number.'), 'The frames that show it.'),
      endpoint: nullable(side('Whose doing it is; null for neither’s.')),
      message: text('One plain sentence.'),
      rfc: nullable(text('The rule, as `RFC 9293, section 3.5`.')),
      doubtful: boolean('Whether the quality of the capture puts it in doubt.'),
      doubtReason: nullable(text('What does so; null where nothing does.')),
    },
    'What deserves a look.',
  ),
);

export type FindingRecord = Infer<typeof findingSchema>;
