import { constant, type Infer, integer, nullable, object, text } from './schema/schema.ts';
import { frame, severity } from './schema/shapes.ts';

/** Something about an input, or about the run, that the reader of the result should know. */
export const diagnosticSchema = object(
  {
    type: constant('diagnostic'),
    severity,
    code: text('One word per cause, as `cut-short`.', '^[a-z0-9-]+$'),
    message: text('What was found and what was expected there.'),
    capture: nullable(integer('Index of the capture; null where it could not be opened.')),
    path: nullable(text('Path of the capture as given.')),
    byteOffset: nullable(integer('Offset in the (decompressed) file.')),
    frame: nullable(frame('1-based record that it concerns.')),
  },
  'Something about an input, or about the run, that the reader of the result should know.',
);

export type DiagnosticRecord = Infer<typeof diagnosticSchema>;
