import { countText } from '../../report/format/units.ts';
import type { CheckReporter, Severity } from '../verdict.ts';
import { issuesOf } from './issues.ts';
import { jsonText } from './json-text.ts';
import { placeOf } from './place.ts';
import { placedText } from './wording.ts';

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const satisfies Record<
  Severity,
  string
>;

/**
 * GitLab's Code Quality report: an array of issues, each with a fingerprint of its own and a place in
 * a file of the repository (`placeOf`). The capture and its frames are told in the description.
 */
export const gitlab: CheckReporter = {
  name: 'gitlab',
  render(result) {
    const report = issuesOf(result).map(({ rule, first, violations, fingerprint }) => {
      const others = violations.length - 1;
      const more = others > 0 ? `and ${countText(others)} more between these endpoints` : '';
      const { path, line } = placeOf({ rule, first });
      return {
        description: placedText(first, more),
        check_name: rule.name,
        fingerprint,
        severity: SEVERITIES[rule.severity],
        location: { path, lines: { begin: line } },
      };
    });
    return jsonText(report);
  },
};
