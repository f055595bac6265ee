import type { CommandNode, OptionNode, Value } from '../command-tree.ts';
import { lettersWithValue, longsWithValue, namesOf, nodesOf } from './nodes.ts';

/** A completion script for fish. */
export function fishCompletion(tree: CommandNode): string {
  const { name, commands } = tree;
  const letters = lettersWithValue(tree);
  const lines = nodesOf(tree).flatMap((node) => {
    const command = node === tree ? '' : node.name;
    const when = `complete -c ${name} -n '__${name}_is "${command}"'`;
    const begins = `complete -c ${name} -n '__${name}_is "" first'`;
    return [
      ...(node === tree
        ? commands.map((child) => `${begins} -a ${child.name} -d ${quoted(child.description)}`)
        : []),
      ...node.options.map(
        (option) => `${when} ${optionFlags(option)} -d ${quoted(option.description)}`,
      ),
      ...node.operands.map(({ value }) => `${when} ${valueFlags(value, '-f')}`),
      ...(node.operands.length === 0 && node !== tree ? [`${when} -f`] : []),
    ];
  });
  return `# Completes ${name} in fish: ${name} completion fish | source
# Whether the words typed so far are those of this command; of none where it is empty, and then
# with no capture among them where that is asked for: behind one no command can stand.
function __${name}_is
    set -l skip 0
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${namesOf(commands).join(' ')}
            test $word = "$argv[1]"
            return
        else if contains -- $word ${longsWithValue(tree).join(' ')}
            set skip 1
        else if string match -qr -- '^-[^-${letters}]*[${letters}]$' $word
            set skip 1
        else if not string match -qr -- '^-.' $word
            test -z "$argv"
            return
        end
    end
    test -z "$argv[1]"
end

${lines.join('\n')}
`;
}

function optionFlags({ short, long, argument, value }: OptionNode): string {
  return [
    short === undefined ? '' : `-s ${short.slice(1)}`,
    long === undefined ? '' : `-l ${long.slice(2)}`,
    argument === undefined ? '' : valueFlags(value, '-x'),
  ]
    .filter((flag) => flag !== '')
    .join(' ');
}

/** `exclusive` says that files are nothing to be offered. */
function valueFlags(value: Value, exclusive: '-x' | '-f'): string {
  switch (value.kind) {
    case 'file':
      return exclusive === '-x' ? '-r -F' : '-F';
    case 'word':
      return `${exclusive} -a ${quoted(value.words.join(' '))}`;
    case 'any':
      return exclusive;
  }
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
