import { countText } from '../../report/format/units.ts';
import type { CheckReporter, CheckResult, RuleRef, Severity, Violation } from '../verdict.ts';
import { brokenOutcomes, type Issue, issuesOf } from './issues.ts';
import { jsonText } from './json-text.ts';
import { placeOf, uriOf } from './place.ts';
import { framesText, INTERRUPTED, unmeasuredText, violationText, whereText } from './wording.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** Name of our fingerprint; the number goes up when what it is made of changes. */
const FINGERPRINT = 'ruleAndEndpoints/v1';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

/**
 * SARIF 2.1.0 (OASIS), for code scanning: a result for each issue. It stands at its rule (`placeOf`);
 * captures, with the octet at which the record begins, are its related locations.
 */
export const sarif: CheckReporter = {
  name: 'sarif',
  render(result) {
    const rules = rulesOf(result);
    const indexOf = new Map(rules.map(({ name }, index) => [name, index]));
    const log = {
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'tcpdissect',
              semanticVersion: result.version,
              rules: rules.map(descriptor),
            },
          },
          invocations: [invocation(result)],
          columnKind: 'utf16CodeUnits',
          results: issuesOf(result).map((issue) => resultOf(issue, indexOf.get(issue.rule.name))),
        },
      ],
    };
    return jsonText(log);
  },
};

/** Each rule once, however many captures were held to it. */
function rulesOf({ captures }: CheckResult): RuleRef[] {
  const rules = captures.flatMap(({ outcomes }) => outcomes.map(({ rule }) => rule));
  return [...new Map(rules.map((rule) => [rule.name, rule])).values()];
}

function descriptor({ name, description, severity, documentation }: RuleRef) {
  const isLink = documentation !== null && /^https?:\/\/\S+$/.test(documentation);
  return {
    id: name,
    shortDescription: message(description || name),
    fullDescription: message(description || name),
    ...(isLink && { helpUri: documentation }),
    ...(documentation !== null && { help: message(documentation) }),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function invocation(result: CheckResult) {
  const told = result.diagnostics.map(({ severity, code, message: text, path, byteOffset }) => ({
    level: LEVELS[severity],
    message: message(text),
    descriptor: { id: code },
    ...(path !== null && { locations: [{ physicalLocation: octetIn(path, byteOffset) }] }),
  }));
  const unlisted = brokenOutcomes(result)
    .filter(({ violations, listed }) => violations > listed.length)
    .map(({ rule, violations, listed }) => ({
      level: 'note',
      message: message(
        `${rule.name}: ${countText(listed.length)} of ${countText(violations)} violations are listed`,
      ),
      associatedRule: { id: rule.name },
    }));
  const unmeasured = result.captures
    .flatMap(({ outcomes }) => outcomes)
    .filter((outcome) => outcome.unmeasured > 0)
    .map((outcome) => ({
      level: 'note',
      message: message(`${outcome.rule.name}: ${unmeasuredText(outcome)}`),
      associatedRule: { id: outcome.rule.name },
    }));
  const interrupted = {
    level: 'error',
    message: message(INTERRUPTED),
    descriptor: { id: 'interrupted' },
  };
  return {
    executionSuccessful: result.verdict !== 'error' && !result.interrupted,
    toolExecutionNotifications: [
      ...(result.interrupted ? [interrupted] : []),
      ...told,
      ...unlisted,
      ...unmeasured,
    ],
  };
}

function resultOf({ rule, first, violations, fingerprint }: Issue, ruleIndex = -1) {
  const { path, line, column } = placeOf({ rule, first });
  const others = violations.length - 1;
  const more = others > 0 ? ` (and ${countText(others)} more between these endpoints)` : '';
  const region = { startLine: line, startColumn: column };
  return {
    ruleId: rule.name,
    ruleIndex,
    level: LEVELS[rule.severity],
    message: message(`${violationText(first)}${more}`),
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) }, region } }],
    relatedLocations: violations.flatMap(relatedLocation),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    occurrenceCount: violations.length,
    properties: {
      violations: violations.map(({ connection, frames, found, expected, commands }) => ({
        connection,
        frames,
        found,
        expected,
        commands,
      })),
    },
  };
}

function relatedLocation(violation: Violation, index: number) {
  const { capture, byteOffset, frames } = violation;
  if (capture === null) return [];
  const text = whereText(violation) || framesText(frames) || capture.path;
  return [
    { id: index, message: message(text), physicalLocation: octetIn(capture.path, byteOffset) },
  ];
}

/** A place in a capture: a region of octets, where the offset is known. */
function octetIn(path: string, byteOffset: number | null) {
  const artifactLocation = { uri: uriOf(path) };
  return byteOffset === null ? { artifactLocation } : { artifactLocation, region: { byteOffset } };
}

/**
 * A plain text: braces are doubled, that they enclose no placeholder (section 3.11.5), and the brackets
 * of what would be a link are escaped (section 3.11.6).
 */
function message(text: string) {
  const withoutLinks = text.replace(/\[([^[\]]*)\]\(/g, String.raw`\[$1\](`);
  return { text: withoutLinks.replace(/[{}]/g, '$&$&') };
}
