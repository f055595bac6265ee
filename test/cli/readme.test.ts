import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectPath, run } from './support/run.ts';

it.each(['README.md', 'README.zh-CN.md'])('shows in %s what the program prints', async (file) => {
  process.chdir(projectPath('.'));
  const readme = readFileSync(file, 'utf8');
  const samples = [...readme.matchAll(/```console\n\$ npx tcpdissect (.*)\n([\s\S]*?)```/g)];
  expect(samples).not.toHaveLength(0);
  for (const [, argv = '', shown] of samples) {
    const { stdout } = await run(argv.split(' '), { env: { COLUMNS: '100' } });
    expect(shown).toBe(stdout);
  }
});
