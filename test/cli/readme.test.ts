import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

describe('commands of the README that select segments of a fixture', () => {
  const readme = readFileSync(projectPath('README.md'), 'utf8');
  const commands = readme.match(/^tcpdissect segments .*fixtures\/.*-Y '.*$/gm) ?? [];

  it('are there', () => expect(commands).not.toEqual([]));

  it.each(commands)('find some: %s', async (command) => {
    const [argv = ''] = command.split(' # ');
    const words = argv.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
    process.chdir(projectPath('.'));
    const { code, stdout } = await run(words.slice(1));
    const lines = stdout.trimEnd().split('\n');
    const heading = words.includes('csv') ? 1 : 0;
    expect([code, lines.filter((line) => line !== '').length > heading]).toEqual([0, true]);
  });
});
