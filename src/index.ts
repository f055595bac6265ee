/**
 * tcpdissect as a library.
 *
 *     import { check, dissect } from 'tcpdissect';
 *     for await (const record of dissect('capture.pcap', { segments: true })) {
 *       if (record.type === 'connection') count(record.verdict, record.handshake.kind);
 *     }
 *
 *     const { verdict } = await check('capture.pcap', { rules: { 'max-handshake': '200ms' } });
 *
 * @packageDocumentation
 */
export { CaptureError, type CaptureErrorCode } from './capture/capture-error.ts';
export {
  type CapturedFrame,
  type OpenedCapture,
  pcapParserAdapter,
  type ReadableCapture,
  readCapture,
} from './capture/readable.ts';
export { BaselineError, baselineText, parseBaseline } from './check/baseline/file.ts';
export { QuickRuleError } from './check/quick-rules.ts';
export { CHECK_REPORTERS } from './check/reporters/index.ts';
export { UnknownRuleError, UnverifiedRuleError } from './check/rule-set.ts';
export { RulesFileError } from './check/rules-file/problem.ts';
export type { CheckReporter, CheckResult, Violation } from './check/verdict.ts';
export { type CheckOptions, check } from './check-library.ts';
export { type DissectOptions, type DissectRecord, dissect } from './dissect.ts';
export type { BaselineRecord } from './model/baseline-record.ts';
export type { CaptureRecord } from './model/capture-record.ts';
export type { ConnectionRecord } from './model/connection-record.ts';
export type { DiagnosticRecord } from './model/diagnostic-record.ts';
export type { Document, SegmentsDocument } from './model/document.ts';
export type { EndpointRecord } from './model/endpoint-record.ts';
export type { FindingRecord } from './model/finding-record.ts';
export type { HeaderRecord } from './model/header-record.ts';
export type { OptionRecord } from './model/option-record.ts';
export { SCHEMAS } from './model/schema/index.ts';
export { SCHEMA_VERSION } from './model/schema/version.ts';
export type { SegmentRecord } from './model/segment-record.ts';
export type {
  HandshakeRecord,
  HandshakeStepRecord,
  TeardownRecord,
  TeardownStepRecord,
  TransitionRecord,
} from './model/timeline-record.ts';
export type { TotalsRecord } from './model/totals-record.ts';
export type { Verdict } from './model/verdict.ts';
export type {
  AnalysisName,
  FlagName,
  Severity,
  Side,
  TcpStateName,
} from './model/vocabulary.ts';
export { FilterError } from './select/filter-error.ts';
export type { SelectionTexts } from './selection.ts';
export { VERSION } from './version.ts';
