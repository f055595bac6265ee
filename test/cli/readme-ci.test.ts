import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fixture, projectPath, run } from './support/run.ts';

/* What the README gives to copy is run as it stands there. */
const readme = readFileSync(projectPath('README.md'), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );

const folder = mkdtempSync(join(tmpdir(), 'tcpdissect-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The texts in a document of YAML, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const jobs = blocks('yaml').filter((text) => text.includes('npx tcpdissect check'));

describe('the jobs of the README', () => {
  it.each(jobs)('judge a capture and leave the files that they hand on, %#', async (job) => {
    const texts = textsIn(parse(job));
    const command = texts.find((text) => text.startsWith('npx tcpdissect check')) ?? '';
    process.chdir(folder);
    copyFileSync(fixture('close-by-client.pcap'), 'traffic.pcap');
    const { code, stderr } = await run(command.split(' ').slice(2));
    expect([code, stderr]).toEqual([0, '']);
    const handedOn = texts.filter((text) => /^[\w-]+\.(?:sarif|xml|json)$/.test(text));
    expect(handedOn).not.toEqual([]);
    expect(handedOn.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('are for GitHub and GitLab', () => {
    expect(jobs).toHaveLength(2);
  });
});

/** Stands in for the recorder: what it "records" is a fixture. */
const RECORDER = (capture: string) => `#!/usr/bin/env node
import { copyFileSync } from 'node:fs';
const target = process.argv[process.argv.indexOf('-w') + 1];
process.on('SIGINT', () => {
  copyFileSync(${JSON.stringify(capture)}, target);
  process.exit(0);
});
setInterval(() => {}, 1000);
console.error('listening on lo');
`;

describe('the test of the README', () => {
  const [example = ''] = blocks('ts').filter((text) => text.includes("from 'vitest'"));
  it.each([
    ['passes', 'close-by-client.pcap', 0],
    ['fails', 'reset-with-wrong-sequence.pcap', 1],
  ])(
    '%s on what %s holds',
    (word, capture, status) => {
      const project = join(folder, word);
      mkdirSync(join(project, 'node_modules'), { recursive: true });
      symlinkSync(projectPath('.'), join(project, 'node_modules/tcpdissect'));
      symlinkSync(projectPath('node_modules/vitest'), join(project, 'node_modules/vitest'));
      writeFileSync(join(project, 'package.json'), '{"type": "module"}');
      writeFileSync(join(project, 'talk.js'), 'export async function talk() {}\n');
      writeFileSync(join(project, 'traffic.test.ts'), example);
      writeFileSync(join(project, 'tcpdump'), RECORDER(fixture(capture)), { mode: 0o755 });
      const ran = spawnSync(
        process.execPath,
        [
          projectPath('node_modules/vitest/vitest.mjs'),
          'run',
          '--reporter=json',
          '--testTimeout=60000',
        ],
        {
          cwd: project,
          encoding: 'utf8',
          env: { ...process.env, PATH: `${project}:${process.env['PATH']}` },
        },
      );
      const told = JSON.parse(ran.stdout.slice(ran.stdout.indexOf('{')));
      expect(told.numTotalTests).toBe(1);
      expect(told.numFailedTests, ran.stdout).toBe(status);
      if (status === 1) expect(ran.stdout).toContain('sent a reset');
      expect(existsSync(join(project, 'traffic.pcap'))).toBe(true);
    },
    120_000,
  );
});
