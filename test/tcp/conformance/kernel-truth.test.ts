import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findingsIn } from './capture-findings.ts';

const TRUTH = fileURLToPath(new URL('../../../../shared/kernel-truth/', import.meta.url));

/** Scenarios in which a script, not a kernel, speaks for one side, and does so against the rules. */
const AGAINST_THE_RULES: Readonly<Record<string, string>> = {
  'raw-ack-of-unsent': 'acknowledgment-of-unsent-data',
  'raw-bad-ack-in-syn-received': 'acknowledgment-of-unsent-data',
  'raw-bad-syn-ack': 'acknowledgment-of-unsent-data',
  'raw-out-of-window-data': 'data-beyond-window',
  'raw-overlap': 'overlap-with-other-data',
};

/** Resets whose cause the scenario's name tells. */
const CAUSES: Readonly<Record<string, string>> = {
  'abort-by-client': 'abort',
  'abort-by-server': 'abort',
  'abort-in-close-wait': 'abort',
  'abort-in-fin-wait': 'abort',
  'abort-unread-client': 'unread-data',
  'abort-unread-server': 'unread-data',
  'data-after-close': 'data-after-close',
  'half-open': 'half-open-peer',
  'keep-alive-death': 'keep-alive-timeout',
};

const scenarios = existsSync(TRUTH) ? readdirSync(TRUTH) : [];

describe.skipIf(scenarios.length === 0)('what kernels send', () => {
  test.each(scenarios)('%s breaks no rule but those it is made to break', async (name) => {
    for (const capture of capturesOf(name)) {
      const { records, resets } = await findingsIn(`${TRUTH}${name}/${capture}`);
      const errors = records.filter(({ severity }) => severity === 'error');
      const broken = AGAINST_THE_RULES[name];
      expect(errors.map(({ kind }) => kind)).toEqual(broken === undefined ? [] : [broken]);
      const cause = CAUSES[name];
      if (cause !== undefined && resets.length > 0) expect(resets).toEqual([cause]);
    }
  });
});

function capturesOf(name: string): string[] {
  return readdirSync(TRUTH + name).filter((file) => file.endsWith('.pcap'));
}
