import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_DEFAULTS, analyze } from '../../src/analyze.ts';
import { ConnectionSubject, PARTS } from '../../src/check/subject.ts';
import { projectPath } from '../cli/support/run.ts';

const captures = readdirSync(projectPath('fixtures')).filter((name) => /\.pcap(ng)?$/.test(name));

describe('a connection as rules see it', () => {
  it.each(captures)('%s: the parts of its record are those of the whole', async (name) => {
    await analyze(
      { ...ANALYSIS_DEFAULTS, inputs: [projectPath(`fixtures/${name}`)] },
      {
        connection(connection, context) {
          const keys = Object.keys(PARTS);
          const part = new ConnectionSubject(connection, context).recordWith(keys);
          const whole = new ConnectionSubject(connection, context).record;
          expect(whole).toMatchObject(part);
          expect(Object.keys(part)).toEqual(keys);
        },
      },
    );
  });
});
