import type { CommandNode, OptionNode, Value } from '../command-tree.ts';
import { lettersWithValue, longsWithValue, namesOf, nodesOf } from './nodes.ts';

/** A completion script for zsh: to be sourced, or a file `_tcpdissect` in a folder of `fpath`. */
export function zshCompletion(tree: CommandNode): string {
  const { name, commands } = tree;
  const letters = lettersWithValue(tree);
  return `#compdef ${name}
# Completes ${name} in zsh: source <(${name} completion zsh), behind compinit
_${name}() {
  local context state state_descr line command=''
  local -A opt_args
  local -i index=2 skip=0
  for ((; index < CURRENT; index++)); do
    if ((skip)); then skip=0; continue; fi
    case $words[index] in
      ${namesOf(commands).join('|')}) command=$words[index]; break ;;
      ${longsWithValue(tree).join('|')}) skip=1 ;;
      --*|-*[${letters}]?*) ;;
      -*[${letters}]) skip=1 ;;
      -?*) ;;
      *) break ;;
    esac
  done
  if [[ -n $command ]]; then
    shift $((index - 1)) words
    ((CURRENT -= index - 1))
  fi
  case $command in
${nodesOf(tree).map(commandCase).join('\n')}
  esac
}

_${name}_first() {
  local -a commands=(
${commands.map((node) => `    ${quoted(`${node.name}:${node.description}`)}`).join('\n')}
  )
  _alternative 'commands:command:{_describe command commands}' 'files:capture:_files'
}

if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;

  function commandCase(node: CommandNode): string {
    const isRoot = node === tree;
    const specs = [
      ...node.options.map(optionSpec),
      ...(isRoot ? [`'1:command or capture:_${name}_first'`] : []),
      ...node.operands.map(({ name: operand, value, isRepeated }) =>
        quoted(`${isRepeated ? '*' : '1'}:${escaped(operand)}:${action(value)}`),
      ),
    ];
    const lines = specs.map((spec) => `        ${spec}`);
    return `    ${quoted(isRoot ? '' : node.name)})
      _arguments -s -S : \\
${lines.join(' \\\n')}
      ;;`;
  }
}

/** As `'(-c --packet-limit)'{-c+,--packet-limit=}'[stop after so many packets]:n:'`. */
function optionSpec({ short, long, argument, description, value }: OptionNode): string {
  const rest = `[${escaped(description)}]${argument === undefined ? '' : `:${escaped(argument)}:${action(value)}`}`;
  const flags = [short, long].filter((flag) => flag !== undefined);
  // The value may stand in the same word: `-c5`, `--packet-limit=5`.
  const takes = (flag: string): string =>
    argument === undefined ? flag : `${flag}${flag === short ? '+' : '='}`;
  if (flags.length === 1) return quoted(`${flags.map(takes).join('')}${rest}`);
  return `'(${flags.join(' ')})'{${flags.map(takes).join(',')}}${quoted(rest)}`;
}

function action(value: Value): string {
  switch (value.kind) {
    case 'file':
      return '_files';
    case 'word':
      // What ends with a sign wants more behind it, and no blank.
      return value.words.some((word) => word.endsWith('='))
        ? `{compadd -S '' -- ${value.words.join(' ')}}`
        : `(${value.words.join(' ')})`;
    case 'any':
      return ' ';
  }
}

/** Brackets and colons end the parts of a specification. */
function escaped(text: string): string {
  return text.replace(/[[\]:\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
